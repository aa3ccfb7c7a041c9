"""Reads what the host gives: once and with bounds, into the enclave's own memory, so that what was checked is what is used."""

import codecs
import os
import re
import stat

from .mistake import Mistake

BLOCK = 1 << 20
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

KINDS = {
    stat.S_IFDIR: "a directory",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
}


def take(start, path, limit, remedy="Mount the file itself."):
    """Copies a file once, and returns where it is read from then on. Refuses what is no regular file or longer than the limit."""
    taken = start.given(path)
    if taken != str(path) and os.path.exists(taken):
        return taken
    with open_regular(path, remedy) as source:
        if os.fstat(source.fileno()).st_size > limit:
            raise too_long(path, limit)
        if taken != str(path):
            copy(source, path, taken, limit)
    return taken


def text(start, path, limit, remedy):
    """The file's text, its lines separated as Python separates them when it reads a file. A byte order mark is removed from the copy."""
    taken = take(start, path, limit, remedy)
    with open(taken, "rb") as file:
        content = file.read(limit + 1)
    if content.startswith(codecs.BOM_UTF8) and taken != str(path):
        content = content[len(codecs.BOM_UTF8) :]
        with open(taken, "wb") as file:
            file.write(content)
    try:
        decoded = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Mistake(f"{path} is not a text file in UTF-8. {remedy}") from error
    if control := CONTROL.search(decoded):
        line = decoded.count("\n", 0, control.start()) + 1
        raise Mistake(f"{path} has the control character U+{ord(control[0]):04X} in line {line}; expected text. {remedy}")
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def open_regular(path, remedy):
    try:
        # Not to wait for the other end of a pipe.
        source = open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb", buffering=0)
    except IsADirectoryError:
        kind = "a directory"
    except OSError as error:
        if not os.path.islink(path):
            raise Mistake(f"cannot read {path}: {error.strerror}. {remedy}") from error
        kind = "a symbolic link"
    else:
        mode = os.fstat(source.fileno()).st_mode
        if stat.S_ISREG(mode):
            return source
        source.close()
        kind = KINDS[stat.S_IFMT(mode)]
    raise Mistake(f"{path} is {kind}; expected a regular file. {remedy}")


def copy(source, path, taken, limit):
    os.makedirs(os.path.dirname(taken), mode=0o700, exist_ok=True)
    length = 0
    with open(os.open(taken, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb") as target:
        while block := source.read(BLOCK):
            length += len(block)
            if length > limit:
                raise too_long(path, limit)
            target.write(block)


def too_long(path, limit):
    longest = f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit >> 10} KiB"
    return Mistake(f"{path} is longer than {longest}, the most that is read. Mount the right file.")
