"""Runs OpenFL's own command, fx, in this process."""

import os
import sys
from pathlib import Path

from . import checked_plan, rarely_used
from .checks import measured_files
from .mistake import Mistake
from .start import MOUNTED


def run(start):
    # OpenFL's command line binds sys.argv when it is imported, so the words have to be there before.
    sys.argv = words(start)
    rarely_used.load_what_the_plan_uses()
    from openfl.interface.cli import entry

    if not start.is_native:
        checked_plan.install(start)
    try:
        return entry()
    except OSError as error:
        raise explained(error, start) from error


def words(start):
    name = ["-n", start.name] if start.is_collaborator else []
    return ["fx", start.role, "start", *name]


def explained(error, start):
    """One line for a mounted file that is not there, and for a trusted one that was changed.

    Any other failure of OpenFL or the workspace keeps its traceback.
    """
    if not isinstance(error, (FileNotFoundError, PermissionError)) or not isinstance(error.filename, (str, Path)):
        raise error
    if measured_files.is_changed(error) and not start.is_native:
        return measured_files.changed(error.filename)
    path = Path(os.path.relpath(error.filename))
    if not start.is_native and Path(error.filename).is_relative_to(start.copies):
        path = Path(error.filename).relative_to(start.copies)
    if path.parts[0] not in (*MOUNTED, "plan"):
        raise error
    return Mistake(f"cannot use {path}: {error.strerror}. Mount it at /workspace/{path}.")
