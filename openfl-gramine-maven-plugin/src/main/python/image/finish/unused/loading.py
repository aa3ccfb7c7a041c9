"""What the dynamic loader loads for a program or library, in its order (ld.so(8)): breadth first, each file once."""

import os
from functools import cache

from .objects import Damaged, ElfObject

PROCESSORS = ("x86-64-v4", "x86-64-v3", "x86-64-v2")


class Loading:
    def __init__(self, directories):
        """directories: where the loader looks besides the paths in the files themselves."""
        self._directories = directories
        self.object = cache(self._read)
        self._in = cache(self._candidates)

    def _read(self, path):
        """None for what is no sound ELF file: nothing is known of it."""
        try:
            found = ElfObject(path)
            return found if found.needed is not None else None
        except (Damaged, OSError, ValueError):
            return None

    def find(self, name, requirer):
        """The real path of a needed library; None where there is none."""
        if "/" in name:
            return os.path.realpath(name) if name.startswith("/") and os.path.isfile(name) else None
        found = self.object(requirer)
        origin = os.path.dirname(requirer)
        for directory in (*found.rpath, *self._directories, *found.runpath):
            directory = directory.replace("${ORIGIN}", "$ORIGIN").replace("$ORIGIN", origin)
            if path := self._in(directory, name):
                return path
        return None

    @staticmethod
    def _candidates(directory, name):
        for inside in (*(f"glibc-hwcaps/{processor}" for processor in PROCESSORS), ""):
            path = os.path.join(directory, inside, name)
            if os.path.isfile(path):
                return os.path.realpath(path)
        return None

    @cache  # noqa: B019 - of one Loading in the process
    def needed(self, path):
        found = self.object(path)
        if found is None:
            return ()
        return tuple(dict.fromkeys(library for name in found.needed if (library := self.find(name, path))))

    def is_library(self, path):
        """Whether it lies where the loader finds it by its name, and only so: other places are for modules of some program."""
        return os.path.dirname(path) in self._directories and os.path.basename(path).startswith("lib")

    def closure(self, path, emptied=frozenset()):
        order = {path: None}
        pending = [path]
        for path in pending:
            if path in emptied:
                continue
            for library in self.needed(path):
                if library not in order:
                    order[library] = None
                    pending.append(library)
        return tuple(order)
