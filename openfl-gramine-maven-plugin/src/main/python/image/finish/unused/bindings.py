"""Which object gives each symbol that another one asks for, in each order in which the loader may search."""

import os
from functools import cache

from . import names

CPP = b"_Z"


class Bindings:
    """Of all objects that processes of an image may load."""

    def __init__(self, loading, paths, python):
        self._object = loading.object
        self._exporters = {}
        for path in paths:
            for name in self._of(path).exports if self._of(path) else ():
                self._exporters.setdefault(name, []).append(path)
        self.asked_by_python = self._asked(python.symbols)
        self.choices = cache(self._find_choices)
        self.asked = cache(self._find_asked)

    def _of(self, path):
        return self._object(path)

    def _find_choices(self, path):
        """For each symbol that an object refers to, all objects that have it, once for each such set of objects.

        Of an inline function or template of C++ each object that uses it has a copy, and all are the same by the language's one
        definition rule (vague linkage, Itanium C++ ABI, 5.2): with a copy of its own, an object does not depend on another's.
        """
        found = self._of(path)
        choices = set()
        for name, version, is_copied in found.references if found else ():
            exporters = [one for one in self._exporters.get(name, ()) if one != path or not is_copied]
            if version is not None:
                exporters = [one for one in exporters if matches(self._of(one).exports[name], version)]
            if name.startswith(CPP) and path in exporters and self._is_weak(path, name):
                exporters = [one for one in exporters if one == path or not self._is_weak(one, name)]
            if exporters:
                choices.add(tuple(exporters))
        return choices

    def _is_weak(self, path, name):
        return all(is_weak for _, _, _, is_weak in self._of(path).exports[name])

    def _find_asked(self, path):
        """The objects with a symbol whose name an object has as text, if it can look up symbols by name."""
        found = self._of(path)
        return self._asked(dict.fromkeys(names.looked_up(found) if found else (), path))

    def _asked(self, places):
        """{object: {place: names of its symbols there}}, of {name: place}."""
        asked = {}
        for name in sorted(self._exporters.keys() & places.keys()):
            for one in self._exporters[name]:
                asked.setdefault(one, {}).setdefault(places[name], []).append(os.fsdecode(name))
        return asked


def matches(definitions, version):
    """Whether the loader takes one of a symbol's definitions for a reference with this version."""
    return any(own == version or (own is None and not is_hidden) for own, is_hidden, _, _ in definitions)


class Scope:
    """Where the loader looks for the symbols of a root and of what it brings: in all that was loaded before, then in these."""

    def __init__(self, loading, bindings, main, root):
        self.root = root
        self.main = main
        self._loading = loading
        self._bindings = bindings
        self.own = [path for path in loading.closure(root) if path not in main]
        self.order = {path: place for place, path in enumerate((*main, *self.own))}
        self.is_readable = all(loading.object(path) for path in self.own)

    def first(self, exporters):
        return min((one for one in exporters if one in self.order), key=self.order.__getitem__, default=None)

    def left(self, away):
        return [path for path in self.order if path not in away]

    def gone(self, unused):
        """What is not loaded any more, or is empty."""
        if unused.isdisjoint(self.own):
            return frozenset()
        left = set(self._loading.closure(self.root, unused)) - unused
        return frozenset(path for path in self.own if path not in left)

