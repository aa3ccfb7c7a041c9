"""Moves the first segment of libraries to the end of their files, so that Gramine hashes nearly every byte once less.

A loader maps a library's whole length first, from where its first segment is in the file, and then each other segment over that
mapping (glibc's _dl_map_segments). Gramine reads, hashes and copies what is mapped, up to the end of the file. If the first
segment is the last part of the file, the first mapping has no more than that. What is in memory then is the same.

The segment's bytes also stay where they were, because the ELF header, the program headers and the notes are read there.
"""

import os
import struct

import elf
import tags
from libraries import changed, headers_of, may_change

PAGE, CHUNK = 4 << 10, 16 << 10  # Gramine hashes trusted files in such chunks
LEAST = 256 << 10  # bytes; what is not worth another copy of a library in the image's layers
LOADER = "ld-linux"  # the kernel maps it
OFFSET_IN_HEADER = 8


def rearrange(paths):
    """Changes what is worth it, and returns {path: bytes that are hashed less}."""
    found = {}
    for path in paths:
        if may_change(path) and not os.path.basename(path).startswith(LOADER):
            move = of_first_segment(path)
            if move is not None:
                found[path] = move.saved
                move.apply(path)
    return found


def of_first_segment(path):
    """How to move a library's first segment; None for all files that stay."""
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        headers = headers_of(file)
    if headers is None or any(segment.kind == tags.PT_INTERP for segment in headers.segments):
        return None
    loaded = [segment for segment in headers.segments if segment.kind == tags.PT_LOAD]
    if len(loaded) < 2 or any(segment.offset + segment.length > size for segment in loaded):
        return None
    first, last = loaded[0], loaded[-1]
    if first.offset or first.address or first.length != first.memory or first.align < PAGE or first.align & (first.align - 1):
        return None
    field = headers.programs + elf.PROGRAM_HEADER * headers.segments.index(first) + OFFSET_IN_HEADER
    move = Move(size, last.address + last.memory, first.length, first.align, field)
    return move if move.saved >= LEAST else None


class Move:
    """size: of the file; span: of the library in memory; length: of the segment; align: its alignment; field: where its offset is noted."""

    def __init__(self, size, span, length, align, field):
        self.start = up(size, align)
        self.length, self.field = length, field
        end = self.start + length
        in_first_mapping = up(end, CHUNK) - self.start // CHUNK * CHUNK
        self.saved = up(min(span, size), CHUNK) - in_first_mapping - 2 * (end - size)

    def apply(self, path):
        with changed(path) as (file, new):
            while block := file.read(1 << 20):
                new.write(block)
            new.seek(self.field)
            new.write(struct.pack("<Q", self.start))
            # From the changed file: the segment has the program headers, with its own new offset.
            new.seek(0)
            first = new.read(self.length)
            new.seek(self.start)
            new.write(first)


def up(number, unit):
    return -(-number // unit) * unit
