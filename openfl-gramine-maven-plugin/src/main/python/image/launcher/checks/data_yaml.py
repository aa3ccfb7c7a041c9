"""OpenFL looks the collaborator's exact name up in plan/data.yaml (lines NAME,PATH) and ends in a bare KeyError without it."""

import os
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
    content = lines(mounted.text(start, FILE, LIMIT, "Mount the collaborator's own."))
    names = [name_in(line) for line in content]
    if start.name not in names:
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        listed = ", ".join(name if name.isprintable() else ascii(name) for name in names[:MOST_NAMED]) + more or "nobody"
        raise Mistake(f"{FILE} has no line for {start.name} (it lists {listed}). Add: {start.name},DATA")
    # OpenFL takes the last of several lines.
    require_place(start, content[len(names) - 1 - names[::-1].index(start.name)].partition(",")[2])


def require_place(start, data):
    """A data loader interprets the value; but an absolute path of the host means nothing here."""
    if os.path.isabs(data) and not os.path.lexists(data):
        raise Mistake(
            f"{FILE} has the data of {start.name} in {data!r}, which is no path of this container. Mount that directory at"
            f" {start.root}/data (openfl.data) and write a path such as data/NAME, or a shard's number."
        )


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
