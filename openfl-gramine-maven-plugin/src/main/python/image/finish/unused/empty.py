"""Writes an ELF library without any code or symbol, which the loader takes for another one: the same name and versions."""

import struct

import tags
from elf import HEADER, PROGRAM_HEADER

SYMBOL = 24
READ_WRITE = 6  # the loader writes addresses into the dynamic section
PAGE = 0x1000
NOTE = b"An empty library in place of one that nothing uses (openfl-gramine)."


def library(original):
    """The bytes of an empty library with an object's SONAME and version definitions, and without what it needs."""
    strings = bytearray(b"\0" + NOTE + b"\0")

    def string(text):
        strings.extend(text + b"\0")
        return len(strings) - len(text) - 1

    entries = []
    if original.soname is not None:
        entries.append((tags.DT_SONAME, string(original.soname.encode("utf-8", "surrogateescape"))))
    versions = _versions(original.defined_versions, string)
    count = len(original.defined_versions)
    headers = 3
    hashes = HEADER + headers * PROGRAM_HEADER
    symbols = hashes + 16
    version_of_symbol = symbols + SYMBOL
    definitions = version_of_symbol + 8
    text = definitions + len(versions)
    dynamic = -(-(text + len(strings)) // 8) * 8
    entries += [(tags.DT_HASH, hashes), (tags.DT_STRTAB, text), (tags.DT_STRSZ, len(strings))]
    entries += [(tags.DT_SYMTAB, symbols), (tags.DT_SYMENT, SYMBOL)]
    if count:
        entries += [(tags.DT_VERSYM, version_of_symbol), (tags.DT_VERDEF, definitions), (tags.DT_VERDEFNUM, count)]
    entries.append((tags.DT_NULL, 0))
    size = dynamic + 16 * len(entries)

    content = struct.pack("<4s5B7xHHIQQQIHHHHHH", b"\x7fELF", 2, 1, 1, 0, 0, tags.ET_DYN, tags.EM_X86_64, 1, 0, HEADER, 0, 0, HEADER, PROGRAM_HEADER, headers, 0, 0, 0)  # fmt: skip
    content += _program_header(tags.PT_LOAD, 0, size, PAGE)
    content += _program_header(tags.PT_DYNAMIC, dynamic, 16 * len(entries), 8)
    content += _program_header(tags.PT_GNU_STACK, 0, 0, 16)
    content += struct.pack("<4I", 1, 1, 0, 0)  # one bucket, and the symbol that stands for none
    content += bytes(SYMBOL) + bytes(8) + versions + bytes(strings)
    content = content.ljust(dynamic, b"\0")
    return content + b"".join(struct.pack("<qQ", *entry) for entry in entries)


def _program_header(kind, offset, size, alignment):
    return struct.pack("<IIQQQQQQ", kind, READ_WRITE, offset, offset, offset, size, size, alignment)


def _versions(definitions, string):
    """DT_VERDEF: each definition is followed by its names."""
    parts = []
    for place, (flags, index, digest, names) in enumerate(definitions):
        size = 20 + 8 * len(names)
        following = size if place < len(definitions) - 1 else 0
        parts.append(struct.pack("<HHHHIII", 1, flags, index, len(names), digest, 20, following))
        for at, name in enumerate(names):
            parts.append(struct.pack("<II", string(name), 8 if at < len(names) - 1 else 0))
    content = b"".join(parts)
    return content.ljust(-(-len(content) // 8) * 8, b"\0")
