"""The dynamic section of an ELF64 file for x86-64 (System V ABI, chapter 5): which libraries it needs, and where it looks.

A file may be anything: what is out of bounds is damaged, and a damaged file needs nothing, as no loader would take it.
"""

import os
import struct

PT_LOAD, PT_DYNAMIC = 1, 2
DT_NULL, DT_NEEDED, DT_STRTAB, DT_RPATH, DT_RUNPATH = 0, 1, 5, 15, 29
EM_X86_64 = 62
MOST = 1 << 20  # bytes of a table; the longest real ones have some thousands
LONGEST_NAME = 4096


class Damaged(Exception):
    pass


def dynamic(path):
    """{"needed": […], "rpath": […], "runpath": […]}, without what is empty; None for what needs no library."""
    with open(path, "rb") as file:
        try:
            return _Reader(file).dynamic()
        except (Damaged, struct.error):
            return None


class _Reader:
    def __init__(self, file):
        self._file = file
        self._size = os.fstat(file.fileno()).st_size

    def dynamic(self):
        header = self._read(0, 64)
        if header[:6] != b"\x7fELF\x02\x01" or struct.unpack_from("<H", header, 18)[0] != EM_X86_64:
            return None
        segments = list(self._segments(header))
        section = next((segment for segment in segments if segment[0] == PT_DYNAMIC), None)
        if section is None:
            return None
        _, offset, _, size = section
        entries = self._entries(self._read(offset, size))
        strings = self._offset(segments, next((value for tag, value in entries if tag == DT_STRTAB), None))
        found = {"needed": [], "rpath": [], "runpath": []}
        for tag, value in entries:
            if tag == DT_NEEDED:
                found["needed"].append(self._string(strings + value))
            elif tag == DT_RPATH:
                found["rpath"] += self._string(strings + value).split(":")
            elif tag == DT_RUNPATH:
                found["runpath"] += self._string(strings + value).split(":")
        return {name: values for name, values in found.items() if values} if found["needed"] else None

    def _segments(self, header):
        """(type, offset, address, bytes in the file) of each program header."""
        (table,) = struct.unpack_from("<Q", header, 32)
        size, count = struct.unpack_from("<HH", header, 54)
        content = self._read(table, size * count)
        for at in range(0, size * count, size):
            kind, _, offset, address, _, length = struct.unpack_from("<IIQQQQ", content, at)
            yield kind, offset, address, length

    @staticmethod
    def _entries(section):
        entries = []
        for tag, value in struct.iter_unpack("<qQ", section[: len(section) // 16 * 16]):
            if tag == DT_NULL:
                break
            entries.append((tag, value))
        return entries

    @staticmethod
    def _offset(segments, address):
        """Where in the file an address of the loaded image lies."""
        for kind, offset, start, length in segments:
            if kind == PT_LOAD and address is not None and start <= address < start + length:
                return offset + address - start
        raise Damaged

    def _read(self, offset, count):
        if count > MOST or offset + count > self._size:
            raise Damaged
        self._file.seek(offset)
        return self._file.read(count)

    def _string(self, offset):
        if offset >= self._size:
            raise Damaged
        text, end, _ = self._read(offset, min(LONGEST_NAME, self._size - offset)).partition(b"\0")
        if not end:
            raise Damaged
        return os.fsdecode(text)
