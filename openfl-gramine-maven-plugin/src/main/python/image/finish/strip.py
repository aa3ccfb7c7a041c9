"""Removes from libraries what no loader reads: tables of symbols for debuggers, debugging data, the table of sections.

A loader reads a file by its program headers (System V ABI, chapter 5). What they cover stays where it is; the file ends behind it. A file
with anything else at its end, or with a digest of itself next to it, stays as it is.
"""

import os
import struct

HEADER, EM_X86_64, ET_DYN = 64, 62, 3
SHT_SYMTAB, SHT_NOBITS, SHF_ALLOC = 2, 8, 2
LEAST = 1 << 16  # bytes; all that less would save is a few pages
PADDING = 64
OF_GRAMINE = "/gramine/"  # is compared with what Gramine's packages have


def strip(paths):
    """Strips what is worth it, and returns {path: bytes saved}."""
    found = {}
    for path in paths:
        if ".so" in os.path.basename(path) and OF_GRAMINE not in path and not has_digest(path):
            end = end_of_loaded(path)
            if end is not None:
                found[path] = os.path.getsize(path) - end
                cut(path, end)
    return found


def has_digest(path):
    """A library that checks itself has its digest in one of these files."""
    directory, name = os.path.split(path)
    digests = (f".{name}.hmac", f"{name}.hmac", f"{name.partition('.so')[0]}.chk")
    return any(os.path.lexists(os.path.join(directory, digest)) for digest in digests)


def end_of_loaded(path):
    """Where a library that is not stripped can end; None for all others."""
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        header = file.read(HEADER)
        if len(header) < HEADER or header[:6] != b"\x7fELF\x02\x01":
            return None
        kind, machine = struct.unpack_from("<HH", header, 16)
        programs, sections = struct.unpack_from("<QQ", header, 32)
        program_size, program_count, section_size, section_count = struct.unpack_from("<4H", header, 54)
        if (kind, machine, program_size, section_size) != (ET_DYN, EM_X86_64, 56, 64) or not section_count:
            return None
        segments = table(file, programs, program_size, program_count, "<IIQQQQQQ")
        described = table(file, sections, section_size, section_count, "<IIQQQQIIQQ")
    if segments is None or described is None or all(section[1] != SHT_SYMTAB for section in described):
        return None
    end = max([HEADER, programs + 56 * program_count, *(offset + length for _, _, offset, _, _, length, _, _ in segments)])
    parts = [(sections, sections + 64 * section_count)]
    for _, kind, flags, _, offset, length, *_ in described:
        if kind != SHT_NOBITS and length:
            if flags & SHF_ALLOC and offset + length > end:
                return None
            parts.append((offset, offset + length))
    return end if size - end >= LEAST and covered(parts, end, size) else None


def table(file, offset, size, count, form):
    if offset + size * count > os.fstat(file.fileno()).st_size:
        return None
    file.seek(offset)
    return list(struct.iter_unpack(form, file.read(size * count)))


def covered(parts, start, size):
    """Whether nothing but these parts, and padding, is between start and the file's end."""
    for first, last in sorted(parts):
        if first - start > PADDING:
            return False
        start = max(start, last)
    return start <= size <= start + PADDING


def cut(path, end):
    """Whole or not at all; the header says that there are no sections."""
    shortened = f"{path}.stripped"
    with open(path, "rb") as file, open(shortened, "wb") as stripped:
        left = end
        while left:
            block = file.read(min(left, 1 << 20))
            stripped.write(block)
            left -= len(block)
        stripped.seek(40)
        stripped.write(bytes(8))
        stripped.seek(58)
        stripped.write(struct.pack("<3H", 64, 0, 0))
    status = os.stat(path)
    os.chown(shortened, status.st_uid, status.st_gid)
    os.chmod(shortened, status.st_mode & 0o7777)
    os.utime(shortened, ns=(status.st_atime_ns, status.st_mtime_ns))
    os.replace(shortened, path)
