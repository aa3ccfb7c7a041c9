"""What a shared object or program offers to others, asks of them, and does as it is loaded (System V ABI, chapters 4 and 5; the
Linux Standard Base for versions of symbols).

A file that is out of bounds anywhere is damaged: nothing is known of it, so nothing near it is replaced.
"""

import mmap
import os
import struct
from functools import cached_property

import elf
import tags
from elf import Damaged

from . import startfiles


class ElfObject:
    """One file. Its tables are read when they are asked for, and kept."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            if not os.fstat(file.fileno()).st_size:
                raise Damaged
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        headers = elf.Headers(self._part)
        if headers.kind not in (tags.ET_EXEC, tags.ET_DYN):
            raise Damaged
        self._segments, self._offset = headers.segments, headers.offset
        self._tags = {}
        for tag, value in headers.dynamic():
            self._tags.setdefault(tag, []).append(value)

    @property
    def size(self):
        return len(self._bytes)

    @cached_property
    def needed(self):
        return [self._string(value) for value in self._tags.get(tags.DT_NEEDED, ())]

    @cached_property
    def soname(self):
        return self._string(self._tag(tags.DT_SONAME)) if tags.DT_SONAME in self._tags else None

    @cached_property
    def rpath(self):
        """Only where there is no runpath, as the loader has it."""
        return [] if tags.DT_RUNPATH in self._tags else self._directories(tags.DT_RPATH)

    @cached_property
    def runpath(self):
        return self._directories(tags.DT_RUNPATH)

    @property
    def is_program(self):
        return any(segment.kind == tags.PT_INTERP for segment in self._segments)

    @property
    def filtered(self):
        """The names of objects for which this one is a filter."""
        return [self._string(value) for tag in (tags.DT_AUXILIARY, tags.DT_FILTER) for value in self._tags.get(tag, ())]

    @cached_property
    def peculiarity(self):
        """Why the loader would treat an empty object differently; None for an ordinary library."""
        flags = self._tag(tags.DT_FLAGS_1) or 0
        if self.filtered:
            return "is a filter of another library"
        if tags.DT_AUDIT in self._tags or tags.DT_DEPAUDIT in self._tags:
            return "names an auditor"
        if flags & tags.DF_1_INITFIRST:
            return "is initialised before all others"
        if flags & tags.DF_1_INTERPOSE:
            return "comes before all others in every search"
        stack = next((segment for segment in self._segments if segment.kind == tags.PT_GNU_STACK), None)
        if stack is None or stack.flags & tags.PF_X:
            return "makes stacks executable"
        if any(kind == tags.STT_GNU_IFUNC for found in self.exports.values() for _, _, kind, _ in found) or self._references[1]:
            return "chooses functions for the processor (IFUNC)"
        return None

    @cached_property
    def runs_code(self):
        """What runs as the object is loaded or unloaded; None if it is only what gcc adds to every library."""
        if tags.DT_PREINIT_ARRAYSZ in self._tags:
            return "has a constructor"
        for tag, sizes, what, own in (
            (tags.DT_INIT_ARRAY, tags.DT_INIT_ARRAYSZ, "constructor", self._is_frame_dummy),
            (tags.DT_FINI_ARRAY, tags.DT_FINI_ARRAYSZ, "destructor", self._is_global_destructors),
        ):
            entries = self._pointers(tag, self._tag(sizes) or 0)
            if len(entries) > 1 or not all(map(own, entries)):
                return f"has a {what}"
        if tags.DT_INIT in self._tags and not startfiles.INIT.match(self._code(self._tag(tags.DT_INIT))):
            return "has a constructor"
        if tags.DT_FINI in self._tags and not startfiles.FINI.match(self._code(self._tag(tags.DT_FINI))):
            return "has a destructor"
        return None

    @cached_property
    def exports(self):
        """{name: [(version or None, whether only for that version, type, whether another definition may take its place)]}"""
        found = {}
        first, count = self._hashed
        for at in range(first, count):
            name, info, other, section, _ = self._symbol(at)
            if section and info >> 4 in (tags.STB_GLOBAL, tags.STB_WEAK, tags.STB_GNU_UNIQUE) and other & 3 in (tags.STV_DEFAULT, tags.STV_PROTECTED):
                version, is_hidden = self._version(at)
                definition = (version, is_hidden, info & 15, info >> 4 != tags.STB_GLOBAL)
                found.setdefault(self._bytes_at(name), []).append(definition)
        return found

    @property
    def references(self):
        """(name, version or None, whether in the others alone) of each symbol that the loader looks up for this object."""
        return self._references[0]

    @cached_property
    def _references(self):
        symbols, copied, has_irelative = set(), set(), False
        for tag, sizes, skipped in ((tags.DT_RELA, tags.DT_RELASZ, self._tag(tags.DT_RELACOUNT) or 0), (tags.DT_JMPREL, tags.DT_PLTRELSZ, 0)):
            if tag not in self._tags:
                continue
            table = self._part(self._offset(self._tag(tag)), (self._tag(sizes) or 0) // 24 * 24)[skipped * 24 :]
            for _, info, _ in struct.iter_unpack("<QQq", table):
                symbols.add(info >> 32)
                if info & 0xFFFFFFFF == tags.R_X86_64_COPY:
                    copied.add(info >> 32)
                has_irelative = has_irelative or info & 0xFFFFFFFF == tags.R_X86_64_IRELATIVE
        names = set()
        for at in symbols - {0}:
            name, info, other, _, _ = self._symbol(at)
            if info >> 4 != 0 and other & 3 in (tags.STV_DEFAULT, tags.STV_PROTECTED):
                names.add((self._bytes_at(name), self._version(at)[0], at in copied))
        return names, has_irelative

    @cached_property
    def defined_versions(self):
        """[(flags, index, hash, [name, …])], as DT_VERDEF has them."""
        definitions = []
        if tags.DT_VERDEF in self._tags:
            at = self._offset(self._tag(tags.DT_VERDEF))
            for _ in range(self._tag(tags.DT_VERDEFNUM) or 0):
                version, flags, index, count, digest, names, following = struct.unpack("<HHHHIII", self._part(at, 20))
                if version != 1:
                    raise Damaged
                definitions.append((flags, index, digest, list(self._chain(at + names, count))))
                at += following
        return definitions

    def _chain(self, at, count):
        for _ in range(count):
            name, following = struct.unpack("<II", self._part(at, 8))
            yield self._bytes_at(name)
            at += following

    @cached_property
    def _versions(self):
        """{index: name} of those that are defined here, but for the library's own name, and those that are needed."""
        versions = {index: names[0] for flags, index, _, names in self.defined_versions if not flags & 1 and names}
        if tags.DT_VERNEED in self._tags:
            at = self._offset(self._tag(tags.DT_VERNEED))
            for _ in range(self._tag(tags.DT_VERNEEDNUM) or 0):
                _, count, _, inner, following = struct.unpack("<HHIII", self._part(at, 16))
                inner += at
                for _ in range(count):
                    _, _, index, name, step = struct.unpack("<IHHII", self._part(inner, 16))
                    versions[index & ~tags.HIDDEN] = self._bytes_at(name)
                    inner += step
                at += following
        return versions

    def _version(self, symbol):
        if tags.DT_VERSYM not in self._tags:
            return None, False
        (index,) = struct.unpack("<H", self._part(self._offset(self._tag(tags.DT_VERSYM)) + 2 * symbol, 2))
        return self._versions.get(index & ~tags.HIDDEN), bool(index & tags.HIDDEN)

    @cached_property
    def _hashed(self):
        """The first symbol that others can find, and the one behind the last."""
        if tags.DT_GNU_HASH in self._tags:
            at = self._offset(self._tag(tags.DT_GNU_HASH))
            buckets, first, bloom, _ = struct.unpack("<IIII", self._part(at, 16))
            at += 16 + 8 * bloom
            last = max(struct.unpack(f"<{buckets}I", self._part(at, 4 * buckets)), default=0)
            if last < first:
                return first, first
            at += 4 * buckets
            while not struct.unpack("<I", self._part(at + 4 * (last - first), 4))[0] & 1:
                last += 1
            return first, last + 1
        if tags.DT_HASH in self._tags:
            return 1, struct.unpack("<II", self._part(self._offset(self._tag(tags.DT_HASH)), 8))[1]
        return 1, 1

    def _symbol(self, at):
        """Name, info, visibility, section, value."""
        symbols = self._tag(tags.DT_SYMTAB)
        if symbols is None:
            raise Damaged
        return struct.unpack("<IBBHQ", self._part(self._offset(symbols) + 24 * at, 16))

    def _code(self, address):
        start = self._offset(address)
        return self._bytes[start : start + startfiles.LONGEST]

    def _is_frame_dummy(self, address):
        return startfiles.is_frame_dummy(self._code, address)

    def _is_global_destructors(self, address):
        return bool(startfiles.GLOBAL_DESTRUCTORS.match(self._code(address)))

    def _pointers(self, tag, size):
        """The targets of an array of pointers: as the relocations set them, or as they are in the file."""
        if not size:
            return []
        start = self._tag(tag)
        if start is None:
            raise Damaged
        places = range(start, start + size // 8 * 8, 8)
        relocated = {}
        if tags.DT_RELA in self._tags:
            table = self._part(self._offset(self._tag(tags.DT_RELA)), (self._tag(tags.DT_RELASZ) or 0) // 24 * 24)
            for place, info, addend in struct.iter_unpack("<QQq", table):
                if place in places:
                    relocated[place] = addend if info & 0xFFFFFFFF == 8 else 0
        return [
            relocated.get(place) or struct.unpack("<Q", self._part(self._offset(place), 8))[0] for place in places
        ]

    def _tag(self, tag):
        values = self._tags.get(tag)
        return values[0] if values else None

    def _directories(self, tag):
        return [part for value in self._tags.get(tag, ()) for part in self._string(value).split(":") if part]

    def _string(self, at):
        return os.fsdecode(self._bytes_at(at))

    @cached_property
    def _strings(self):
        return self._offset(self._tag(tags.DT_STRTAB))

    def _bytes_at(self, at):
        start = self._strings + at
        end = self._bytes.find(b"\0", start)
        if end < 0:
            raise Damaged
        return self._bytes[start:end]

    def _part(self, offset, count):
        if count < 0 or offset + count > len(self._bytes):
            raise Damaged
        return self._bytes[offset : offset + count]

    def text(self):
        """What may be text in the code's constants and data, without the names of the object's own symbols."""
        loaded = [segment for segment in self._segments if segment.kind == tags.PT_LOAD]
        if any(not segment.flags & tags.PF_X and not segment.flags & tags.PF_W for segment in loaded):
            loaded = [segment for segment in loaded if not segment.flags & tags.PF_X]
        tables = sorted(
            (self._offset(self._tag(tag)), self._tag(size) or 0)
            for tag, size in ((tags.DT_STRTAB, tags.DT_STRSZ), (tags.DT_RELA, tags.DT_RELASZ), (tags.DT_JMPREL, tags.DT_PLTRELSZ))
            if tag in self._tags
        )
        parts = []
        for segment in loaded:
            start, end = segment.offset, segment.offset + segment.length
            for table, size in tables:
                if start <= table < end:
                    parts.append(self._bytes[start:table])
                    start = table + size
            parts.append(self._bytes[start:end])
        return b"\0".join(parts)
