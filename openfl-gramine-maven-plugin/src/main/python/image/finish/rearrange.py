"""Moves the first segment of libraries to the end of their files, so that Gramine hashes nearly every byte once less.

A loader maps a library's whole length first, from where its first segment is in the file, and then each other segment over that
mapping (glibc's _dl_map_segments). Gramine reads, hashes and copies what is mapped, up to the end of the file. If the first
segment is the last part of the file, the first mapping has no more than that. What is in memory then is the same.

The segment's bytes also stay where they were, because the ELF header, the program headers and the notes are read there.
"""

import os
import struct

from libraries import changed, header_of, may_change, table

PT_LOAD, PT_INTERP = 1, 3
PAGE, CHUNK = 4 << 10, 16 << 10  # Gramine hashes trusted files in such chunks
LEAST = 256 << 10  # bytes; what is not worth another copy of a library in the image's layers
LOADER = "ld-linux"  # the kernel maps it
PROGRAM_HEADER, OFFSET_IN_HEADER = 56, 8


def rearrange(paths):
    """Changes what is worth it, and returns {path: bytes that are hashed less}."""
    found = {}
    for path in paths:
        if may_change(path) and not os.path.basename(path).startswith(LOADER):
            segment = first_segment(path)
            if segment is not None:
                found[path] = segment.saved
                segment.move(path)
    return found


def first_segment(path):
    """The segment to move; None for all files that stay."""
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        header = header_of(file)
        if header is None:
            return None
        (programs,) = struct.unpack_from("<Q", header, 32)
        program_size, count = struct.unpack_from("<HH", header, 54)
        if program_size != PROGRAM_HEADER:
            return None
        segments = table(file, programs, program_size, count, "<IIQQQQQQ")
    if segments is None or any(kind == PT_INTERP for kind, *_ in segments):
        return None
    loaded = [(at, *segment) for at, segment in enumerate(segments) if segment[0] == PT_LOAD]
    if len(loaded) < 2 or any(offset + length > size for _, _, _, offset, _, _, length, _, _ in loaded):
        return None
    index, _, _, offset, address, _, length, memory, align = loaded[0]
    last = loaded[-1]
    if offset or address or length != memory or align < PAGE or align & (align - 1):
        return None
    segment = Segment(size, last[4] + last[7], length, align, programs + PROGRAM_HEADER * index + OFFSET_IN_HEADER)
    return segment if segment.saved >= LEAST else None


class Segment:
    """size: of the file; span: of the library in memory; length: of the segment; align: its alignment; field: where its offset is noted."""

    def __init__(self, size, span, length, align, field):
        self.start = up(size, align)
        self.length, self.field = length, field
        end = self.start + length
        in_first_mapping = up(end, CHUNK) - self.start // CHUNK * CHUNK
        self.saved = up(min(span, size), CHUNK) - in_first_mapping - 2 * (end - size)

    def move(self, path):
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
