"""What a process has opened, as the program that tries a plan counts it."""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

from support import MODULE, ScratchTest

sys.path.insert(0, str(MODULE / "src/main/python/plan"))
from opened import as_actors_import, opened  # noqa: E402


class DeferredModule(ModuleType):
    pass


class OpenedTest(ScratchTest):
    def module(self, name, origin, kind=ModuleType):
        spec = ModuleSpec(name, None, origin=str(self.scratch / origin))
        spec.has_location = True
        module = kind(name)
        module.__spec__ = spec
        sys.modules[name] = module
        self.addCleanup(sys.modules.pop, name)
        return spec

    def maps(self, *paths):
        lines = [f"7f00-7f01 r-xp 00000000 08:01 12{' ' * 20}{path}" for path in paths]
        return self.write("maps", "\n".join([*lines, "7ffd-7ffe rw-p 00000000 00:00 0    [stack]", "7ffe-7fff rw-p 00000000 00:00 0", ""]))

    def test_libraries_are_the_mapped_ones_each_once(self):
        library = self.write("lib/libz.so.1", "12345")
        archive = self.write("lib/locale-archive", "x")
        found = opened(self.maps(library, library, archive, "/gone/libx.so (deleted)"))
        self.assertEqual({str(library): 5}, found["libraries"])

    def test_of_a_module_the_compiled_file_counts_and_of_an_extension_the_library_alone(self):
        library = self.write("ext.cpython-311-x86_64-linux-gnu.so", "123")
        before = opened(self.maps(library))
        self.module("opened_ext", library.name)
        self.write("plain.py", "x" * 100)
        compiled = self.write("__pycache__/plain.cpython-311.pyc", "1234567")
        self.module("opened_plain", "plain.py").cached = str(compiled)
        after = opened(self.maps(library))
        self.assertEqual((1, 7), (after["files"] - before["files"], after["bytes"] - before["bytes"]))

    def test_a_deferred_module_has_not_been_opened(self):
        before = opened(self.maps())
        self.write("late.py", "x")
        self.module("opened_late", "late.py", DeferredModule)
        self.assertEqual(before, opened(self.maps()))

    def test_without_a_launcher_nothing_is_imported(self):
        path, modules = list(sys.path), set(sys.modules)
        as_actors_import(self.scratch)
        self.assertEqual((path, modules), (list(sys.path), set(sys.modules)))


if __name__ == "__main__":
    import unittest

    unittest.main()
