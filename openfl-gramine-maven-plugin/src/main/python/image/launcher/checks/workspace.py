import os

from ..mistake import Mistake


def enter(start):
    """OpenFL reads plan/, cert/ and src/ relative to the current directory and puts that first on sys.path itself."""
    try:
        os.chdir(start.root)
    except OSError as error:
        raise Mistake(f"cannot enter the workspace {start.root}: {error.strerror}.") from error
