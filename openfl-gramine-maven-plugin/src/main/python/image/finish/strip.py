"""Removes from libraries what no loader reads: tables of symbols for debuggers, debugging data, the table of sections.

A loader reads a file by its program headers (System V ABI, chapter 5). What they cover stays where it is; the file ends behind it. A file
with anything else at its end, or with a digest of itself next to it, stays as it is.
"""

import os
import struct

from libraries import HEADER, changed, header_of, may_change, table

SHT_SYMTAB, SHT_NOBITS, SHF_ALLOC = 2, 8, 2
LEAST = 1 << 16  # bytes; all that less would save is a few pages
PADDING = 64


def strip(paths):
    """Strips what is worth it, and returns {path: bytes saved}."""
    found = {}
    for path in paths:
        if may_change(path):
            end = end_of_loaded(path)
            if end is not None:
                found[path] = os.path.getsize(path) - end
                cut(path, end)
    return found


def end_of_loaded(path):
    """Where a library that is not stripped can end; None for all others."""
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        header = header_of(file)
        if header is None:
            return None
        programs, sections = struct.unpack_from("<QQ", header, 32)
        program_size, program_count, section_size, section_count = struct.unpack_from("<4H", header, 54)
        if (program_size, section_size) != (56, 64) or not section_count:
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


def covered(parts, start, size):
    """Whether nothing but these parts, and padding, is between start and the file's end."""
    for first, last in sorted(parts):
        if first - start > PADDING:
            return False
        start = max(start, last)
    return start <= size <= start + PADDING


def cut(path, end):
    """The header says that there are no sections."""
    with changed(path) as (file, stripped):
        left = end
        while left:
            block = file.read(min(left, 1 << 20))
            stripped.write(block)
            left -= len(block)
        stripped.seek(40)
        stripped.write(bytes(8))
        stripped.seek(58)
        stripped.write(struct.pack("<3H", 64, 0, 0))
