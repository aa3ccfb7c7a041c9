"""Which needed libraries nothing uses, for everything that a process may load, and what their absence would change.

A library is unused if, with an empty one in its place, every look-up of the dynamic loader finds what it found before: the
symbols (functions, data, weak ones, versions) of every object that is still loaded, in each order in which objects can be
loaded; every name that code may look up or open itself. The same holds for each library that only unused ones bring in. And
none of them runs code as it is loaded, except where their owner says that this is not needed.
"""

import os
from fnmatch import fnmatch
from functools import cache

from . import names
from .bindings import Bindings, Scope

# Of the C library and the compiler: each process has them.
RUNTIME = (
    *("ld-linux-x86-64.so", "libc.so", "libm.so", "libdl.so", "libpthread.so", "librt.so", "libutil.so", "libresolv.so"),
    *("libanl.so", "libnsl.so", "libmvec.so", "libBrokenLocale.so", "libthread_db.so", "libnss_*.so"),
    *("libgcc_s.so", "libstdc++.so"),
)


def stem(name):
    """libz.so of libz.so.1.2.13: code may open a library by each of its names."""
    head, suffix, _ = name.partition(".so")
    return head + suffix


class Proof:
    """Of an image's objects.

    main: the interpreter; programs: all other programs; others: the objects that none of them needs, which code may open.
    python: the names in Python code.
    """

    def __init__(self, loading, main, programs, others, python):
        self._loading = loading
        self._object = loading.object
        main = loading.closure(main)
        self._closure = cache(loading.closure)
        self._reached = {path for root in (*others, *main) for path in self._closure(root)}
        self._by_name = self._opened_by_name(python)
        modules = {path for path in others if not loading.is_library(path)}
        self._roots = (modules | self._by_name) - set(main)
        self._fixed = self._roots | {*programs, *main}
        everything = self._reached | {path for root in programs for path in self._closure(root)}
        self._bindings = Bindings(loading, sorted(everything), python)
        self._modules = [Scope(loading, self._bindings, main, root) for root in sorted(self._roots)]
        self._programs = [Scope(loading, self._bindings, (), root) for root in sorted(programs)]

    def _opened_by_name(self, python):
        """Libraries that code may open itself: they can come without those that need them."""
        opened = set(python.libraries)
        for path in self._reached:
            if found := self._object(path):
                opened |= names.libraries(found.text())
        stems = {os.fsdecode(name) for name in opened}
        return {path for path in self._reached if self._stems(path) & stems}

    def _stems(self, path):
        found = self._object(path)
        return {stem(name) for name in (os.path.basename(path), (found and found.soname) or "") if name}

    def _accepted(self, patterns):
        """The objects whose constructors are not needed."""
        return {
            path
            for path in self._reached
            if (found := self._object(path))
            and any(fnmatch(name, pattern) for name in (os.path.basename(path), found.soname or "") for pattern in patterns)
        }

    def unused(self, accepts=()):
        """The libraries to replace: those of the unused ones that something still loaded needs.

        accepts: patterns of libraries whose constructors are not needed, nor those of what only they bring in.
        """
        accepted = self._accepted(accepts)
        unused = self._candidates(accepted)
        while bad := self._refuted(unused, accepted):
            unused -= bad
        return {library for path in self._loaded(unused) for library in self._loading.needed(path) if library in unused}

    def left_out(self, unused):
        """What is not loaded any more where these are empty."""
        return self._loaded(frozenset()) - self._loaded(unused) - unused

    def _loaded(self, unused):
        return {path for root in self._roots for path in self._loading.closure(root, unused)} - unused

    def _candidates(self, accepted):
        objects = {path: self._object(path) for path in self._reached - self._fixed if self._object(path)}
        filtered = {stem(name) for path in self._reached if self._object(path) for name in self._object(path).filtered}
        return {
            path
            for path, found in objects.items()
            if not any(fnmatch(name, pattern) for name in self._stems(path) for pattern in RUNTIME)
            and not self._stems(path) & filtered
            and not found.peculiarity
            and (not found.runs_code or path in accepted)
        }

    def _refuted(self, unused, accepted):
        """Those that something uses; else those that alone bring in what is used or may not be missing."""
        gone = {scope: scope.gone(unused) for scope in (*self._modules, *self._programs)}
        missing = frozenset().union(*gone.values())
        asked = cache(lambda path: [all_of for all_of in self._bindings.choices(path) if not missing.isdisjoint(all_of)])
        used = self._used_across(gone, missing, asked) | (self._bindings.asked_by_python & missing)
        for scope, away in gone.items():
            if not away:
                continue
            if not scope.is_readable:
                used |= away
                continue
            for path in scope.order.keys() - away:
                used.update(found for exporters in asked(path) if (found := scope.first(exporters)) in away)
                used |= self._bindings.asked(path) & away
        if used & unused:
            return used & unused
        used |= {path for path in missing - unused if not self._may_be_missing(path, unused, accepted)}
        return {library for library in unused if not used.isdisjoint(self._closure(library))}

    def _used_across(self, gone, missing, asked):
        """What an object would find in a library that is opened for all others (RTLD_GLOBAL), and not in its own scope."""
        used, found_otherwise = set(), set()
        for scope in self._modules:
            for path in scope.order.keys() - gone[scope]:
                for exporters in asked(path):
                    found_otherwise.add((exporters, scope.first(exporters)))
                    if scope.order.keys().isdisjoint(exporters):
                        used.update(missing.intersection(exporters))
        for scope in self._modules:
            if gone[scope] and scope.root in self._by_name:
                for exporters, own in found_otherwise:
                    if (first := scope.first(exporters)) != own and first in gone[scope]:
                        used.add(first)
        return used

    def _may_be_missing(self, path, unused, accepted):
        found = self._object(path)
        if found is None or found.peculiarity:
            return False
        if not found.runs_code or path in accepted:
            return True
        return all(library in accepted for library in unused if path in self._closure(library))
