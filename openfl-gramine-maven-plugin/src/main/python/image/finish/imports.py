"""Which modules an actor can reach by import statements, from the launcher, OpenFL and the workspace's code.

Read from the code as compiled, without running it: every import in it counts, also one in a function, a condition or a try.
What is imported by a name put together at run time is not seen.
"""

import dis
import os
import re
import sys
from collections import deque
from functools import cache
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    ModuleSpec,
    SourceFileLoader,
    SourcelessFileLoader,
)

IMPORT_NAME, LOAD_CONST, EXTENDED_ARG = (dis.opmap[name] for name in ("IMPORT_NAME", "LOAD_CONST", "EXTENDED_ARG"))
LOAD_SMALL_INT = dis.opmap.get("LOAD_SMALL_INT")  # since Python 3.14
# In the order in which Python looks for them.
LOADERS = (
    (ExtensionFileLoader, EXTENSION_SUFFIXES),
    (SourceFileLoader, SOURCE_SUFFIXES),
    (SourcelessFileLoader, BYTECODE_SUFFIXES),
)
DOTTED = re.compile(r"\b[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+\b")


def reached(workspace, launcher):
    """{file: who imports it} for every module that has a file; the .pyc of those that have one."""
    own = os.path.dirname(os.path.abspath(__file__))
    # The launcher has a package next to it.
    sys.path[:] = [str(workspace), *(directory for directory in sys.path if directory != own), str(launcher.parent)]
    graph = _Graph()
    for name in ("site", "encodings.utf_8"):
        graph.reach(name, "python")
    graph.scan(compile(launcher.read_bytes(), str(launcher), "exec"), "", launcher.name)
    # OpenFL loads its commands, and what a plan names, by name.
    for name in _modules("openfl", graph):
        graph.reach(name, "openfl")
    for name in DOTTED.findall((workspace / "plan/plan.yaml").read_text(encoding="utf-8", errors="replace")):
        graph.reach(name, "plan.yaml")
    for path in sorted((workspace / "src").rglob("*.py")):
        graph.reach(".".join(path.relative_to(workspace).with_suffix("").parts), "workspace")
    graph.close()
    return graph.files()


def _modules(package, graph):
    """The names of all modules in a package."""
    for root in graph.directories(package):
        for directory, _, names in os.walk(root):
            parts = [package, *os.path.relpath(directory, root).split(os.sep)]
            for name in sorted(names):
                if name.endswith(".py"):
                    yield ".".join(part for part in [*parts, name[:-3]] if part not in (".", "__init__"))


class _Graph:
    def __init__(self):
        self._finders = cache(lambda directory: FileFinder(directory, *LOADERS))
        self._specs = {}
        self._importers = {}
        self._open = deque()

    def find(self, name):
        """The module's spec, found as Python would find it; None where there is none, or it is built in."""
        if name not in self._specs:
            self._specs[name] = self._look_for(name)
        return self._specs[name]

    def _look_for(self, name):
        package = name.rpartition(".")[0]
        if name in sys.builtin_module_names:
            return None
        portions = []
        for directory in self.directories(package) if package else sys.path:
            spec = self._finders(directory).find_spec(name)
            if spec and spec.loader:
                return spec
            portions += (spec and spec.submodule_search_locations) or []
        if not portions:
            return None
        # A package without __init__, perhaps in several places.
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations += portions
        return spec

    def directories(self, package):
        """Where a package's modules lie; empty for what is no package."""
        spec = self.find(package)
        return (spec and spec.submodule_search_locations) or []

    def reach(self, name, importer):
        """Notes a module and the packages around it; whether there is such a module."""
        parts = name.split(".")
        for end in range(1, len(parts) + 1):
            name = ".".join(parts[:end])
            if name not in self._importers:
                spec = self.find(name)
                if spec is None:
                    return False
                self._importers[name] = importer
                self._open.append((name, spec))
        return True

    def close(self):
        """Follows every import of every module reached, the nearest first."""
        while self._open:
            name, spec = self._open.popleft()
            package = name if spec.submodule_search_locations is not None else name.rpartition(".")[0]
            self.scan(_code(name, spec), package, name)

    def scan(self, code, package, importer):
        for name, level, members in _imports(code):
            if level and package:
                parts = package.split(".")
                name = ".".join([*parts[: len(parts) - level + 1], *([name] if name else [])])
            elif level:
                continue
            if self.reach(name, importer):
                for member in members:
                    self.reach(f"{name}.{member}", importer)

    def files(self):
        found = {}
        for name, importer in self._importers.items():
            spec = self._specs[name]
            if spec.origin and os.path.isfile(spec.origin):
                compiled = spec.cached and os.path.isfile(spec.cached)
                found.setdefault(spec.cached if compiled else spec.origin, importer)
        return found


def _code(name, spec):
    if spec.loader is None or isinstance(spec.loader, ExtensionFileLoader):
        return None
    try:
        return spec.loader.get_code(name)
    except (ImportError, SyntaxError, OSError, EOFError, ValueError):
        return None


def _imports(code):
    """(name, level, members) of each import statement: IMPORT_NAME stands behind the constants for level and members."""
    pending = [code] if code else []
    while pending:
        code = pending.pop()
        pending += (constant for constant in code.co_consts if hasattr(constant, "co_code"))
        operations, arguments = code.co_code[::2], code.co_code[1::2]
        if IMPORT_NAME not in operations:
            continue
        level = members = None
        extended = 0
        for operation, argument in zip(operations, arguments):
            argument |= extended << 8
            extended = argument if operation == EXTENDED_ARG else 0
            if operation == LOAD_CONST:
                level, members = members, code.co_consts[argument]
            elif operation == LOAD_SMALL_INT:
                level, members = members, argument
            elif operation == IMPORT_NAME:
                yield code.co_names[argument], level, members or ()
