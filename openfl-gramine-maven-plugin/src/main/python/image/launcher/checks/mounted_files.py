"""The directories that the host fills hold files and directories, and nothing that leads elsewhere or never ends."""

import os

from ..mistake import Mistake
from ..mounted import CONTROL

DIRECTORIES = {
    "aggregator": ("cert", "enrolment", "local_state", "logs", "save"),
    "collaborator": ("cert", "data", "enrolment", "logs"),
}


def refuse_links(start):
    for directory in DIRECTORIES[start.role]:
        if os.path.islink(directory):
            raise Mistake(f"{directory} is a symbolic link; expected a directory. Mount the directory itself.")
        look_through(directory)


def look_through(directory):
    pending = [directory]
    while pending:
        for entry in entries(pending.pop()):
            if CONTROL.search(entry.name):
                raise Mistake(f"the name {entry.path!r} has a control character. Rename the file on the host.")
            if entry.is_symlink():
                raise Mistake(f"{entry.path} is a symbolic link; expected a file or directory. Put a copy in its place.")
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            elif not entry.is_file(follow_symlinks=False):
                raise Mistake(f"{entry.path} is a device, pipe or socket; expected a file or directory. Remove it.")


def entries(directory):
    """What this actor may not list, it cannot use either."""
    try:
        with os.scandir(directory) as found:
            return sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, PermissionError):
        return []
    except OSError as error:
        raise Mistake(f"cannot list {directory[:100]}: {error.strerror}. Mount a directory that can be listed.") from error
