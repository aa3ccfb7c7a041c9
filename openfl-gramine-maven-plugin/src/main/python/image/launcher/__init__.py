"""Starts one actor of a federation inside its enclave: runs the checks in their order, then OpenFL.

The one argument is fixed by the manifest and therefore measured. Everything else that the actor needs to know is read from
files: a collaborator's name from the one certificate mounted for it, so that the same image, and the same MRENCLAVE, serves
every collaborator. Python 3.10 to 3.12; nothing but the standard library, OpenFL and what OpenFL brings.
"""

import sys

from . import openfl_command, rarely_used
from .checks import IN_ORDER
from .checks.enrolment import Enrolled
from .mistake import Mistake
from .start import Start


def main(arguments, root="/workspace", memory="/tmp"):
    """Returns the exit code. The tests pass other directories; a manifest cannot."""
    start = Start(arguments, root, memory)
    rarely_used.defer()
    try:
        for check in IN_ORDER:
            check(start)
        return openfl_command.run(start)
    except Enrolled:
        return 0
    except Mistake as mistake:
        print(f"openfl-gramine: {mistake}", file=sys.stderr)
        return 1
