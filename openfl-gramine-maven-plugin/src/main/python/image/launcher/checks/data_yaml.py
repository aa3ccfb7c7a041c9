"""OpenFL looks the collaborator's exact name up in plan/data.yaml (lines NAME,PATH) and ends in a bare KeyError without it."""

from pathlib import Path

from ..mistake import Mistake

FILE = Path("plan/data.yaml")


def require_line(start):
    if not start.is_collaborator:
        return
    names = [name_in(line) for line in lines(FILE)]
    if start.name not in names:
        listed = ", ".join(names) or "nobody"
        raise Mistake(f"{FILE} has no line for {start.name} (it lists {listed}). Add: {start.name},DATA")


def lines(file):
    """Those with content."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise Mistake(f"cannot read {file}: {error.strerror}. Mount the collaborator's own.") from error
    except UnicodeDecodeError as error:
        raise Mistake(f"{file} is not a text file in UTF-8.") from error
    return [line.rstrip() for line in text.splitlines() if line.rstrip() and not line.startswith("#")]


def name_in(line):
    name, comma, _ = line.partition(",")
    if not comma:
        raise Mistake(f"{FILE} has the line {line!r}; expected NAME,PATH.")
    return name
