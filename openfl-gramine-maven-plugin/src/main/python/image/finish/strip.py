"""Removes from libraries what no loader reads: tables of symbols for debuggers, debugging data, the table of sections.

A loader reads a file by its program headers (System V ABI, chapter 5). What they cover stays where it is; the file ends behind it. A file
with anything else at its end, or with a digest of itself next to it, stays as it is.
"""

import os
import struct

import elf
from libraries import changed, headers_of, may_change

SHT_SYMTAB, SHT_NOBITS, SHF_ALLOC = 2, 8, 2
SECTION_HEADER = 64
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
        headers = headers_of(file)
        if headers is None or headers.section_size != SECTION_HEADER:
            return None
        sections = SECTION_HEADER * headers.section_count
        try:
            described = list(struct.iter_unpack("<IIQQQQIIQQ", elf.reader(file)(headers.sections, sections)))
        except elf.Damaged:
            return None
    if all(section[1] != SHT_SYMTAB for section in described):
        return None
    behind = headers.programs + elf.PROGRAM_HEADER * len(headers.segments)
    end = max([elf.HEADER, behind, *(segment.offset + segment.length for segment in headers.segments)])
    parts = [(headers.sections, headers.sections + sections)]
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
