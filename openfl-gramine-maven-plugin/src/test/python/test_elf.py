"""The reader of dynamic sections that takes stock of an image, on ELF files made here."""

import random
import struct
import sys

from support import FINISH, ScratchTest

sys.path.insert(0, str(FINISH))

import elf  # noqa: E402

DYNAMIC = 64 + 2 * 56
STRINGS = DYNAMIC + 6 * 16
ADDRESS = 0x400000
TEXT = b"\0libc.so.6\0libz.so.1\0$ORIGIN/lib:/opt/lib\0"
RPATH, RUNPATH = 15, 29
LARGEST = (1 << 63) - 1


def sound(path_tag=RUNPATH):
    """Header, one segment for the whole file, the dynamic section, its strings."""
    size = STRINGS + len(TEXT)
    header = struct.pack("<4s3B9xHHIQQQI", b"\x7fELF", 2, 1, 1, 3, 62, 1, 0, 64, 0, 0)
    header += struct.pack("<3H", 64, 56, 2)
    entries = [
        (5, ADDRESS + STRINGS),
        (1, TEXT.index(b"libc")),
        (1, TEXT.index(b"libz")),
        (path_tag, TEXT.index(b"$")),
        (0, 0),
        (1, 2 * len(TEXT)),  # after DT_NULL nothing counts
    ]
    dynamic = b"".join(struct.pack("<QQ", *entry) for entry in entries)
    return header.ljust(64, b"\0") + program_header(1, 0, size) + program_header(2, DYNAMIC, 6 * 16) + dynamic + TEXT


def program_header(kind, offset, size):
    return struct.pack("<IIQQQQQQ", kind, 4, offset, ADDRESS + offset, 0, size, size, 8)


def changed(offset, form, value):
    content = bytearray(sound())
    struct.pack_into(form, content, offset, value)
    return bytes(content)


class ElfTest(ScratchTest):
    def read(self, content):
        return elf.dynamic(self.write("file", content))

    def test_it_finds_what_is_needed_and_where_it_is_looked_for(self):
        needed, path = ["libc.so.6", "libz.so.1"], ["$ORIGIN/lib", "/opt/lib"]
        self.assertEqual(self.read(sound(RPATH)), {"needed": needed, "rpath": path})
        self.assertEqual(self.read(sound(RUNPATH)), {"needed": needed, "runpath": path})

    def test_what_is_no_elf_file_for_x86_64_needs_nothing(self):
        for content in (
            b"#!/bin/sh\n",
            b"",
            bytes(64),
            changed(4, "<B", 1),  # ELF32
            changed(5, "<B", 2),  # big-endian
            changed(18, "<H", 183),  # AArch64
        ):
            with self.subTest(content=content[:20]):
                self.assertIsNone(self.read(content))

    def test_what_points_beyond_its_end_is_damaged(self):
        for offset, form, value in (
            (32, "<Q", LARGEST),  # program headers
            (32, "<q", -1),
            (64 + 56 + 8, "<Q", LARGEST),  # the dynamic section's place
            (64 + 56 + 32, "<Q", 1 << 62),  # and its size
            (DYNAMIC + 8, "<Q", 0),  # a table of strings at no loaded address
            (DYNAMIC + 16 + 8, "<Q", LARGEST),  # a name
            (54, "<B", 8),  # program headers of eight bytes
        ):
            with self.subTest(offset=offset, value=value):
                self.assertIsNone(self.read(changed(offset, form, value)))

    def test_whatever_is_cut_off_or_turned_over_ends_without_an_error(self):
        content = sound()
        for length in range(len(content)):
            self.read(content[:length])
        turning = random.Random(4711)
        for _ in range(300):
            turned = bytearray(content)
            for _ in range(8):
                turned[turning.randrange(STRINGS)] = turning.randrange(256)
            self.read(bytes(turned))
