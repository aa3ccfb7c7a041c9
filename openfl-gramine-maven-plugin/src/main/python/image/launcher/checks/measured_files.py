"""The plan and the workspace's code are the ones that were measured.

Gramine refuses a trusted file with another content with EPERM, and says why only in a log that an enclave does not write. Python and
OpenFL then report that the file does not exist.
"""

import errno
import os

from ..mistake import Mistake

PLAN = "plan/plan.yaml"
CODE = "src"
REMEDY = (
    "Start the image as you received it, with nothing mounted over this file. After a change to the workspace, build the image again."
)


def require_unchanged(start):
    if start.is_native:
        return
    for path in (PLAN, *files(CODE)):
        try:
            os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC))
        except OSError as error:
            # Anything else is for those who use the file to report.
            if is_changed(error):
                raise changed(path) from error


def files(directory):
    for parent, directories, names in os.walk(directory):
        directories.sort()
        for name in sorted(names):
            yield os.path.join(parent, name)


def is_changed(error):
    return isinstance(error, OSError) and error.errno == errno.EPERM


def changed(path):
    return Mistake(f"{path} is not the file that this enclave was built with: Gramine refuses to open it. {REMEDY}")
