"""Which needed libraries nothing uses, for everything that a process may load, and what their absence would change.

A library is unused if, with an empty one in its place, every look-up of the dynamic loader finds what it found before: the
symbols (functions, data, weak ones, versions) of every object that is still loaded, in each order in which objects can be
loaded. The same holds for each library that only unused ones bring in.

What else code may want of it, no program can decide: that code runs as it is loaded, and that names are looked up at run time.
Each sign of it is a doubt, and what is in doubt is used, unless the library's owner sets the doubts aside.
"""

import os
from fnmatch import fnmatch
from functools import cache
from typing import NamedTuple

from . import names
from .bindings import Bindings, Scope

# Of the C library and the compiler: each process has them.
RUNTIME = (
    *("ld-linux-x86-64.so", "libc.so", "libm.so", "libdl.so", "libpthread.so", "librt.so", "libutil.so", "libresolv.so"),
    *("libanl.so", "libnsl.so", "libmvec.so", "libBrokenLocale.so", "libthread_db.so", "libnss_*.so"),
    *("libgcc_s.so", "libstdc++.so"),
)
MOST_NAMES = 3  # in one doubt


def stem(name):
    """libz.so of libz.so.1.2.13: code may open a library by each of its names."""
    head, suffix, _ = name.partition(".so")
    return head + suffix


class Verdict(NamedTuple):
    """
    unused: the libraries to replace
    doubts: {library: what its owner sets aside}, of these and of what only they bring in
    kept: {library: why it stays}, of those that their owner names
    """

    unused: set
    doubts: dict
    kept: dict


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
        self._opened = self._opened_by_name(python)
        modules = {path for path in others if not loading.is_library(path)}
        self._roots = (modules | self._opened.keys()) - set(main)
        self._fixed = {*modules, *programs, *main}
        everything = self._reached | {path for root in programs for path in self._closure(root)}
        self._bindings = Bindings(loading, sorted(everything), python)
        self._modules = [Scope(loading, self._bindings, main, root) for root in sorted(self._roots)]
        self._programs = [Scope(loading, self._bindings, (), root) for root in sorted(programs)]

    def _opened_by_name(self, python):
        """{library: where its name is a text}, of those that code may open itself: they can come without those that need them."""
        places = {os.fsdecode(name): place for name, place in python.libraries.items()}
        for path in sorted(self._reached):
            if found := self._object(path):
                for name in names.libraries(found.text()):
                    places.setdefault(os.fsdecode(name), path)
        stems = {path: sorted({stem(name) for name in self._names(path)} & places.keys()) for path in self._reached}
        return {path: places[found[0]] for path, found in stems.items() if found}

    def _names(self, path):
        found = self._object(path)
        return [name for name in (os.path.basename(path), found and found.soname) if name]

    def named(self, pattern):
        """The libraries with such a name."""
        return {path for path in self._reached if any(fnmatch(name, pattern) for name in self._names(path))}

    def in_doubt(self):
        """The libraries that are unused but for doubts, without those that code may open itself."""
        return self.verdict(self._reached - self._opened.keys()).unused - self.verdict().unused

    def verdict(self, named=frozenset()):
        """named: the libraries whose owner sets aside the doubts about them, and about what they alone bring in."""
        kept = self._fixed_because()
        unused = self._reached - kept.keys() - (self._opened.keys() - named)
        while True:
            gone = {scope: scope.gone(unused) for scope in (*self._modules, *self._programs)}
            missing = frozenset().union(*gone.values())
            if used := self._used(gone, missing, unused):
                refuted = used.keys() & unused or self._that_bring_in(used.keys(), unused)
                for library in refuted:
                    path = next(path for path in self._closure(library) if path in used)
                    kept[library] = used[path] if path == library else f"brings in {path}, which {used[path]}"
            else:
                doubts = self._doubts(gone, missing, unused)
                refuted = self._that_bring_in(doubts.keys() - named, unused - named)
            if not refuted:
                break
            unused -= refuted
        wanted = self._opened.keys() | {library for path in self._loaded(unused) for library in self._loading.needed(path)}
        return Verdict(unused & wanted, doubts, {path: kept[path] for path in sorted(named & kept.keys())})

    def left_out(self, unused):
        """What is not loaded any more where these are empty."""
        return self._loaded(frozenset()) - self._loaded(unused) - unused

    def _loaded(self, unused):
        return {path for root in self._roots for path in self._loading.closure(root, unused)} - unused

    def _that_bring_in(self, paths, libraries):
        return {library for library in libraries if not paths.isdisjoint(self._closure(library))}

    def _fixed_because(self):
        """{library: why it stays, whoever uses it}"""
        objects = {path: self._object(path) for path in self._reached}
        filtered = {stem(name) for found in objects.values() if found for name in found.filtered}
        fixed = {}
        for path, found in objects.items():
            stems = {stem(name) for name in self._names(path)}
            if found is None:
                fixed[path] = "is damaged"
            elif path in self._fixed or any(fnmatch(name, pattern) for name in stems for pattern in RUNTIME):
                fixed[path] = "is loaded by itself or in each process"
            elif stems & filtered:
                fixed[path] = "has a filter"
            elif found.peculiarity:
                fixed[path] = found.peculiarity
        return fixed

    def _used(self, gone, missing, unused):
        """{library: why it may not be missing: the loader would notice}"""
        asked = cache(lambda path: [all_of for all_of in self._bindings.choices(path) if not missing.isdisjoint(all_of)])
        used = {}
        for path in sorted(missing - unused):
            found = self._object(path)
            if found is None or found.peculiarity:
                used[path] = found.peculiarity if found else "is damaged"
        for scope, away in gone.items():
            if away and not scope.is_readable:
                used.update(dict.fromkeys(away, f"is loaded by {scope.root} with a damaged library"))
                continue
            for path in scope.left(away):
                for exporters in asked(path):
                    first = scope.first(exporters)
                    # What a scope does not have may be in one that is opened for all others.
                    for library in away & {first} if first else missing.intersection(exporters):
                        used.setdefault(library, f"is used by {path}")
        return used

    def _doubts(self, gone, missing, unused):
        """{library: signs of a use that no program can decide}"""
        doubts = {}

        def doubt(path, reason):
            doubts.setdefault(path, {})[reason] = None

        def looked_up(path, asked):
            for place, symbols in asked.get(path, {}).items():
                more = f" and {len(symbols) - MOST_NAMES} more" if len(symbols) > MOST_NAMES else ""
                doubt(path, f"exports {', '.join(symbols[:MOST_NAMES])}{more}, named in {place}")

        for path in sorted(missing):
            if path in unused and path in self._opened:
                doubt(path, f"is named in {self._opened[path]}")
            if code := self._object(path).runs_code:
                doubt(path, code)
            looked_up(path, self._bindings.asked_by_python)
        for scope, away in gone.items():
            for path in scope.left(away) if away else ():
                asked = self._bindings.asked(path)
                for library in away & asked.keys():
                    looked_up(library, asked)
        for library, root in self._first_for_others(gone):
            doubt(library, f"comes first if {root} is opened for all others")
        return {path: list(reasons) for path, reasons in doubts.items()}

    def _first_for_others(self, gone):
        """(library, root): if that is opened for all others (RTLD_GLOBAL), others find there what they find elsewhere now."""
        found = {
            (exporters, scope.first(exporters))
            for scope in self._modules
            for path in scope.left(gone[scope])
            for exporters in self._bindings.choices(path)
        }
        for scope in self._modules:
            if gone[scope] and scope.root in self._opened.keys() - gone[scope]:
                firsts = {first for exporters, own in found if (first := scope.first(exporters)) != own}
                for library in sorted(firsts & gone[scope]):
                    yield library, scope.root
