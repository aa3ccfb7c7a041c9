"""An actor writes the model and its log when it has trained for hours: whether it can is tried at the start.

The owner and mode of a directory are the host's, which an enclave does not see. The image's entry script says them.
"""

import os

from ..mistake import Mistake

DIRECTORIES = {"aggregator": ("save", "logs", "local_state"), "collaborator": ("logs",)}

TRIED = ".openfl-gramine-writable"


def require_writable(start):
    for directory in DIRECTORIES[start.role]:
        if os.path.isdir(directory):
            try_to_write(directory)


def try_to_write(directory):
    file = os.path.join(directory, TRIED)
    try:
        with open(file, "wb") as tried:
            tried.write(b"\n")
        os.unlink(file)
    except OSError as error:
        raise Mistake(
            f"cannot write to {directory}/: {error.strerror}. The actor writes there while it trains: mount a directory with"
            f" space in which user {os.getuid()} can make files."
        ) from error
