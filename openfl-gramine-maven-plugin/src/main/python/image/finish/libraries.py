"""What strip.py and rearrange.py ask of a shared library before they change it, and how they put the changed one in its place."""

import contextlib
import os

import elf
import tags

OF_GRAMINE = "/gramine/"  # is compared with what Gramine's packages have


def may_change(path):
    return ".so" in os.path.basename(path) and OF_GRAMINE not in path and not has_digest(path)


def has_digest(path):
    """A library that checks itself has its digest in one of these files."""
    directory, name = os.path.split(path)
    digests = (f".{name}.hmac", f"{name}.hmac", f"{name.partition('.so')[0]}.chk")
    return any(os.path.lexists(os.path.join(directory, digest)) for digest in digests)


def headers_of(file):
    """The elf.Headers of a library; None for all other files."""
    try:
        headers = elf.Headers(elf.reader(file))
    except elf.Damaged:
        return None
    return headers if headers.kind == tags.ET_DYN else None


@contextlib.contextmanager
def changed(path):
    """Gives the file and a new one, which takes its place with its owner, mode and times, whole or not at all."""
    part = f"{path}.changed"
    with open(path, "rb") as file, open(part, "w+b") as new:
        yield file, new
    status = os.stat(path)
    os.chown(part, status.st_uid, status.st_gid)
    os.chmod(part, status.st_mode & 0o7777)
    os.utime(part, ns=(status.st_atime_ns, status.st_mtime_ns))
    os.replace(part, path)
