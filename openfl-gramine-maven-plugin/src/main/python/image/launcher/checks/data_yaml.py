"""OpenFL looks the collaborator's exact name up in plan/data.yaml (lines NAME,PATH) and ends in a bare KeyError without it."""

from pathlib import Path

from .. import mounted
from ..mistake import Mistake

FILE = Path("plan/data.yaml")
LIMIT = 1 << 20
LONGEST = 4096  # PATH_MAX of Linux
MOST_NAMED = 20


def require_line(start):
    if not start.is_collaborator:
        return
    names = [name_in(line) for line in lines(mounted.text(start, FILE, LIMIT, "Mount the collaborator's own."))]
    if start.name not in names:
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        listed = ", ".join(name if name.isprintable() else ascii(name) for name in names[:MOST_NAMED]) + more or "nobody"
        raise Mistake(f"{FILE} has no line for {start.name} (it lists {listed}). Add: {start.name},DATA")


def lines(text):
    """Those with content, as OpenFL has them."""
    return [line.rstrip() for line in text.split("\n") if line.rstrip() and not line.startswith("#")]


def name_in(line):
    if len(line) > LONGEST:
        raise Mistake(f"{FILE} has a line of more than {LONGEST} characters, which begins {line[:20]!r}; expected NAME,PATH.")
    name, comma, _ = line.partition(",")
    if not comma:
        raise Mistake(f"{FILE} has the line {line!r}; expected NAME,PATH.")
    return name
