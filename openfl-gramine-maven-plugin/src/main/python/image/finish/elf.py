"""What a loader reads first of an ELF64 file for x86-64: header, program headers, dynamic section (System V ABI, chapters 4 and 5).

A file may be anything: what is out of bounds is damaged, and a damaged file needs nothing, as no loader would take it.
"""

import os
import struct
from collections import namedtuple

import tags

HEADER, PROGRAM_HEADER = 64, 56
MOST = 4 << 20  # bytes of a table; 65,535 headers of sections have less than one more
LONGEST_NAME = 4096


class Damaged(Exception):
    pass


Segment = namedtuple("Segment", "kind flags offset address physical length memory align")


class Headers:
    """
    kind:     ET_DYN and so on
    programs: where the program headers are
    sections, section_size, section_count: where the sections' headers are
    segments: the program headers
    """

    def __init__(self, read):
        """read(offset, count): that many bytes of the file; raises Damaged if it has fewer."""
        self._read = read
        header = read(0, HEADER)
        self.kind, machine = struct.unpack_from("<HH", header, 16)
        if header[:6] != b"\x7fELF\x02\x01" or machine != tags.EM_X86_64:
            raise Damaged
        self.programs, self.sections = struct.unpack_from("<QQ", header, 32)
        size, count, self.section_size, self.section_count = struct.unpack_from("<4H", header, 54)
        if size != PROGRAM_HEADER:
            raise Damaged
        self.segments = [Segment(*entry) for entry in struct.iter_unpack("<IIQQQQQQ", read(self.programs, size * count))]

    def dynamic(self):
        """[(tag, value)] of the dynamic section; of several, a loader takes the last."""
        entries = []
        section = next((segment for segment in reversed(self.segments) if segment.kind == tags.PT_DYNAMIC), None)
        if section:
            for tag, value in struct.iter_unpack("<qQ", self._read(section.offset, section.length // 16 * 16)):
                if tag == tags.DT_NULL:
                    break
                entries.append((tag, value))
        return entries

    def offset(self, address):
        """Where in the file an address of the loaded image lies."""
        for segment in self.segments:
            if segment.kind == tags.PT_LOAD and address is not None and segment.address <= address < segment.address + segment.length:
                return segment.offset + address - segment.address
        raise Damaged


def reader(file):
    """What Headers asks of an open file."""
    size = os.fstat(file.fileno()).st_size

    def read(offset, count):
        if count > MOST or offset + count > size:
            raise Damaged
        file.seek(offset)
        return file.read(count)

    return read


def dynamic(path):
    """{"needed": […], "rpath": […], "runpath": […]}, without what is empty; None for what needs no library."""
    with open(path, "rb") as file:
        try:
            return _needed(file)
        except Damaged:
            return None


def _needed(file):
    headers = Headers(reader(file))
    entries = headers.dynamic()
    if not any(tag == tags.DT_NEEDED for tag, _ in entries):
        return None
    strings = headers.offset(next((value for tag, value in entries if tag == tags.DT_STRTAB), None))
    found = {"needed": [], "rpath": [], "runpath": []}
    for tag, value in entries:
        if tag == tags.DT_NEEDED:
            found["needed"].append(_string(file, strings + value))
        elif tag == tags.DT_RPATH:
            found["rpath"] += _string(file, strings + value).split(":")
        elif tag == tags.DT_RUNPATH:
            found["runpath"] += _string(file, strings + value).split(":")
    return {name: values for name, values in found.items() if values}


def _string(file, offset):
    if offset >= os.fstat(file.fileno()).st_size:
        raise Damaged
    file.seek(offset)
    text, end, _ = file.read(LONGEST_NAME).partition(b"\0")
    if not end:
        raise Damaged
    return os.fsdecode(text)
