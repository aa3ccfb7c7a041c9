"""The ELF interpreter that Gramine would load for a program: its base name looked up among the program's own paths."""

import os.path
import struct

PT_INTERP = 3


def requested_by(path):
    """What PT_INTERP of a 64-bit ELF file names; None without one or for a file of another kind."""
    with open(path, "rb") as file:
        header = file.read(64)
        if len(header) < 64 or header[:5] != b"\x7fELF\x02":
            return None
        (table,) = struct.unpack_from("<Q", header, 32)
        size, count = struct.unpack_from("<HH", header, 54)
        for index in range(count):
            file.seek(table + index * size)
            kind, _, offset, _, _, length = struct.unpack("<IIQQQQ", file.read(40))
            if kind == PT_INTERP:
                file.seek(offset)
                return os.fsdecode(file.read(length).rstrip(b"\0"))
    return None


def looked_up(name, environment, mounts):
    """The host path where Gramine would find it: LD_LIBRARY_PATH's directories, then /lib and /lib64; None if nowhere."""
    directories = [directory for directory in environment.get("LD_LIBRARY_PATH", "").split(":") if directory.startswith("/")]
    for directory in directories + ["/lib", "/lib64"]:
        host = mounts.to_host(os.path.normpath(os.path.join(directory, os.path.basename(name))))
        if host and os.path.isfile(host):
            return host
    return None
