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
        self.assertEqual([str(library)], list(found["libraries"]))
        self.assertEqual(5, found["libraries"][str(library)]["bytes"])

    def test_the_loader_maps_a_library_whole_and_then_each_segment_but_the_first_again(self):
        library = self.write("lib/libz.so.1", "x" * 0x6800)
        lines = [
            f"1000-3000 r--p 00000000 08:01 12 {library}",
            f"3000-6000 r-xp 00002000 08:01 12 {library}",
            f"6000-7000 ---p 00005000 08:01 12 {library}",
            f"7000-8000 r--p 00005000 08:01 12 {library}",
            f"8000-9000 rw-p 00006000 08:01 12 {library}",
            "9000-a000 rw-p 00000000 00:00 0",
            "",
        ]
        maps = self.write("maps", "\n".join(lines))
        self.assertEqual(0x6800 + 0x3000 + 0x1000 + 0x1000, opened(maps)["libraries"][str(library)]["mapped"])

    def test_if_the_first_segment_is_the_last_part_of_the_file_the_first_mapping_has_no_more_than_that(self):
        library = self.write("lib/libz.so.1", "x" * 0x6000)
        lines = [f"1000-3000 r--p 00004000 08:01 12 {library}", f"3000-6000 r-xp 00001000 08:01 12 {library}", ""]
        maps = self.write("maps", "\n".join(lines))
        self.assertEqual(0x2000 + 0x3000, opened(maps)["libraries"][str(library)]["mapped"])

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
