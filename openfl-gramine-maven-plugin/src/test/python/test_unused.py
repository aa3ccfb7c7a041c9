"""Libraries that are needed in name only, compiled here: which are replaced, and which are not."""

import unittest

from c_libraries import LibrariesTest
from unused.objects import ElfObject

MAIN = "#include <stdio.h>\nint main(void) { puts(\"ran\"); return 0; }\n"
ADDS = "int add(int a, int b) { return a + b; }\n"
MODULE = "int module(void) { return 1; }\n"
CONSTRUCTOR = "__attribute__((constructor)) static void start(void) { __builtin_trap(); }\n"
LOOKS_UP = '#include <dlfcn.h>\nvoid *module(void) { return dlsym(RTLD_DEFAULT, "add"); }\n'


class UnusedTest(LibrariesTest):
    def assert_kept(self, *accepts):
        before = self.run_it()
        self.assertEqual(self.replaced(*accepts), [])
        self.assertEqual(self.run_it(), before)

    def assert_kept_until_named(self, doubt, library="dead"):
        """libdead.so stays; if its owner names it, it is replaced, and what was in doubt is told."""
        self.assert_kept("libother*")
        self.assertEqual(self.found["set_aside"], {})
        self.assertEqual(self.replaced("libdea?.so*"), ["dead"])
        self.assertEqual(self.found["set_aside"], {f"{self.libraries}/lib{library}.so": [doubt]})

    def assert_used_though_named(self, name, *reasons):
        self.assert_kept(f"lib{name}.so")
        self.assertEqual(self.found["kept"], {f"{self.libraries}/lib{name}.so": " ".join(str(reason) for reason in reasons)})

    def program_without_use(self, *needs):
        """The program, and a module that it may open, which names the libraries."""
        self.program(MAIN)
        self.module(MODULE, needs=needs or ("dead",))

    def test_a_library_of_which_nothing_is_used_becomes_empty_and_keeps_its_names_and_versions(self):
        self.write("map", "ONE { global: add; local: *; }; TWO { } ONE;")
        self.library("dead", ADDS, f"-Wl,--version-script={self.scratch}/map")
        self.program("int add(int, int);\n" + MAIN, needs=["dead"])
        # What the program is linked with itself stays: the module's libraries are what is looked at.
        self.module(MODULE, needs=["dead"])
        self.assertEqual(self.replaced(), [])
        self.program(MAIN)
        self.assertEqual(self.replaced(), ["dead"])
        self.assertLess((self.libraries / "libdead.so").stat().st_size, 1000)
        empty = ElfObject(self.libraries / "libdead.so")
        self.assertEqual((empty.soname, empty.needed, empty.exports), ("libdead.so", [], {}))
        names = [names for _, _, _, names in empty.defined_versions]
        self.assertEqual(names, [[b"libdead.so"], [b"ONE"], [b"TWO", b"ONE"]])

    def test_the_loader_takes_the_empty_library_also_where_versions_are_checked(self):
        self.write("map", "ONE { global: add; local: *; };")
        self.library("dead", ADDS, f"-Wl,--version-script={self.scratch}/map")
        self.program_without_use()
        opens = "#include <dlfcn.h>\n#include <stdio.h>\nint main(void) { puts(dlopen(\"modules/module.so\", RTLD_NOW) ? \"opened\" : dlerror()); return 0; }\n"
        self.program(opens)
        self.assertEqual(self.replaced(), ["dead"])
        self.assertEqual(self.run_it(), "opened\n")

    def test_what_only_unused_libraries_bring_in_is_not_loaded_and_not_changed(self):
        self.library("deep", ADDS)
        self.library("dead", "int add(int, int); int twice(int a) { return add(a, a); }\n", needs=["deep"])
        self.program_without_use()
        before = (self.libraries / "libdeep.so").read_bytes()
        self.assertEqual(self.replaced(), ["dead"])
        self.assertEqual([entry["path"] for entry in self.found["without"]], [f"{self.libraries}/libdeep.so"])
        self.assertEqual((self.libraries / "libdeep.so").read_bytes(), before)

    def test_one_that_brings_in_what_is_used_stays(self):
        self.library("deep", ADDS)
        self.library("dead", "int unused(void) { return 1; }\n", needs=["deep"])
        self.program(MAIN)
        user = self.module("int add(int, int); int module(void) { return add(1, 2); }\n", needs=["dead"])
        self.assert_kept()
        self.assert_used_though_named("dead", f"brings in {self.libraries}/libdeep.so, which is used by", user)

    def test_functions_weak_references_and_data_are_uses(self):
        for what, library, module in (
            ("function", ADDS, "int add(int, int); int module(void) { return add(1, 2); }\n"),
            ("weak", ADDS, "int add(int, int) __attribute__((weak)); int module(void) { return add ? add(1, 2) : 0; }\n"),
            ("data", "int add = 3;\n", "extern int add; int module(void) { return add; }\n"),
            ("thread", "__thread int add = 3;\n", "extern __thread int add; int module(void) { return add; }\n"),
        ):
            with self.subTest(what):
                self.library("dead", library)
                self.program(MAIN)
                user = self.module(module, needs=["dead"])
                self.assert_kept()
                self.assert_used_though_named("dead", "is used by", user)

    def test_data_that_a_program_has_a_copy_of_are_a_use(self):
        self.library("dead", "int add = 3;\n")
        self.program(MAIN)
        self.module(MODULE, needs=["dead"])
        user = self.compile("other", "extern int add; int main(void) { return add; }\n", "-no-pie", "-fno-pie", needs=["dead"])
        self.assertIn("R_X86_64_COPY", self.run_command("readelf", "-r", "-W", user).stdout)
        self.assert_kept()
        self.assert_used_though_named("dead", "is used by", user)

    def test_a_definition_of_another_version_is_no_use(self):
        for name, version in (("dead", "ONE"), ("late", "TWO")):
            self.write("map", f"{version} {{ global: add; local: *; }};")
            self.library(name, ADDS, f"-Wl,--version-script={self.scratch}/map")
        user = self.library("user", "int add(int, int); int twice(int a) { return add(a, a); }\n", needs=["dead"])
        self.program(MAIN)
        self.module("int twice(int); int module(void) { return twice(1); }\n", needs=["late", "user"])
        self.assertEqual(self.replaced("libdead.so", "liblate.so"), ["late"])
        self.assertEqual(self.found["kept"], {f"{self.libraries}/libdead.so": f"is used by {user}"})

    def test_a_definition_that_comes_before_another_one_is_a_use(self):
        self.library("dead", ADDS)
        self.library("late", "int add(int a, int b) { return a - b; }\n")
        self.program(MAIN)
        self.module("int add(int, int); int module(void) { return add(1, 2); }\n", needs=["dead", "late"])
        self.assertEqual(self.replaced(), ["late"])
        self.library("late", "int add(int a, int b) { return a - b; }\n")
        self.module("int add(int, int); int module(void) { return add(1, 2); }\n", needs=["late", "dead"])
        self.assertEqual(self.replaced(), ["dead"])

    def test_what_another_module_finds_only_there_is_a_use(self):
        self.library("dead", ADDS)
        self.program_without_use()
        user = self.module("int add(int, int); int plugin(void) { return add(1, 2); }\n", name="plugin")
        self.assert_kept()
        self.assert_used_though_named("dead", "is used by", user)

    def test_what_is_opened_for_all_others_and_comes_first_is_a_use_unless_its_owner_says_otherwise(self):
        self.library("dead", ADDS)
        module = self.module(MODULE, needs=["dead"])
        self.module(ADDS + "int plugin(void) { return add(1, 2); }\n", name="plugin")
        self.program('const char *const names[] = {"module.so"};\n#include <stdio.h>\nint main(void) { puts(names[0]); return 0; }\n')
        self.assert_kept_until_named(f"comes first if {module} is opened for all others")

    def test_constructors_and_destructors_stay_unless_their_owner_says_otherwise(self):
        for what, code in (
            ("constructor", CONSTRUCTOR),
            ("destructor", "__attribute__((destructor)) static void end(void) { __builtin_trap(); }\n"),
        ):
            with self.subTest(what):
                self.library("dead", code + ADDS)
                self.program_without_use()
                self.assert_kept()
                self.assertEqual(self.found["in_doubt"], ["libdead.so"])
                self.assert_kept_until_named(f"has a {what}")
                self.assertEqual(self.found["in_doubt"], [])

    def test_a_constructor_in_place_of_the_compilers_own_code_stays(self):
        code = "void other(void); int puts(const char *); void start(void) { other(); }\n"
        self.library("dead", code + "void other(void) { puts(\"constructed\"); }\n" + ADDS, "-O2", "-nostartfiles", "-Wl,-init,start")
        self.program_without_use()
        self.assert_kept()
        array = '__attribute__((section(".init_array"))) void (*const at_start)(void) = hidden;\n'
        array = "static void hidden(void) { other(); }\n" + array
        self.library("dead", code + array + "void other(void) { puts(\"constructed\"); }\n" + ADDS, "-O2", "-nostartfiles")
        self.assert_kept()

    def test_a_doubt_about_what_only_an_unused_library_brings_in_keeps_that_one(self):
        self.library("deep", CONSTRUCTOR + ADDS)
        self.library("between", "int add(int, int); int twice(int a) { return add(a, a); }\n", needs=["deep"])
        self.library("dead", "int twice(int); int four(void) { return twice(2); }\n", needs=["between"])
        self.program_without_use()
        self.assert_kept_until_named("has a constructor", "deep")

    def test_what_comes_along_is_in_doubt_until_all_that_bring_it_in_are_named(self):
        self.library("deep", CONSTRUCTOR + ADDS)
        for name in ("dead", "other"):
            self.library(name, f"int add(int, int); int {name}(int a) {{ return add(a, a); }}\n", needs=["deep"])
        self.program_without_use("dead", "other")
        self.assert_kept()
        self.assertEqual(self.replaced("libdead.so"), ["dead"])
        self.assertEqual((self.found["set_aside"], self.found["without"]), ({}, []))
        self.assertEqual(self.replaced("libdead.so", "libother.so"), ["dead", "other"])
        self.assertEqual(self.found["set_aside"], {f"{self.libraries}/libdeep.so": ["has a constructor"]})

    def test_a_pattern_that_names_no_library_is_told(self):
        self.library("dead", CONSTRUCTOR + ADDS)
        self.program_without_use()
        self.assertEqual(self.replaced("libnone_*.so*", "libdead.so*"), ["dead"])
        self.assertEqual(self.found["unmatched"], ["libnone_*.so*"])

    def test_functions_that_are_chosen_at_load_stay(self):
        self.library(
            "dead",
            "static int one(void) { return 1; } static void *choose(void) { return one; }\n"
            'int add(void) __attribute__((ifunc("choose")));\n',
        )
        self.program_without_use()
        self.assert_kept()
        self.assert_used_though_named("dead", "chooses functions for the processor (IFUNC)")

    def test_a_name_that_code_may_look_up_is_a_use_unless_its_owner_says_otherwise(self):
        self.library("dead", ADDS)
        module = self.module(LOOKS_UP, needs=["dead"])
        self.program(MAIN)
        self.assert_kept_until_named(f"exports add, named in {module}")

    def test_a_name_in_python_code_that_calls_foreign_functions_is_a_use_unless_its_owner_says_otherwise(self):
        many = "".join(f"int add{number}(void) {{ return 1; }}\n" for number in range(5))
        self.library("dead", many)
        self.program_without_use()
        python = self.write("code.py", "import ctypes\nctypes.CDLL(None).add0(add1, add2, add3, add4)\n")
        self.assert_kept_until_named(f"exports add0, add1, add2 and 2 more, named in {python}")
        self.library("dead", many)
        python.write_text("def add0(): pass\n")
        self.assertEqual(self.replaced(), ["dead"])

    def test_a_library_that_code_may_open_by_its_name_stays_unless_its_owner_says_otherwise(self):
        def looks_for(text):
            python.write_text(text)
            self.library("dead", ADDS)

        self.library("dead", ADDS)
        self.program_without_use()
        python = self.write("code.py", "open_it('libdead.so.1')\n")
        self.assert_kept_until_named(f"is named in {python}")
        looks_for("import ctypes.util\nctypes.util.find_library('dead')\n")
        self.assert_kept_until_named(f"is named in {python}")
        self.assertEqual(self.found["in_doubt"], [])
        looks_for("")
        module = self.module('const char *module(void) { return "libdead.so"; }\n', needs=["dead"])
        self.assert_kept_until_named(f"is named in {module}")

    def test_a_library_that_is_opened_by_its_name_and_replaced_keeps_no_other_one(self):
        self.library("deep", ADDS)
        self.library("opened", "int add(int, int); int twice(int a) { return add(a, a); }\n", needs=["deep"])
        self.library("dead", "int add(int, int); int four(void) { return add(2, 2); }\n", needs=["deep"])
        self.program_without_use("opened", "dead")
        self.module(ADDS + "int plugin(void) { return add(1, 2); }\n", name="plugin")
        self.write("code.py", "open_it('libopened.so')\n")
        self.assertEqual(self.replaced("libopened.so"), ["dead", "opened"])

    def test_what_is_opened_by_its_name_finds_what_it_needs_although_another_library_is_replaced(self):
        self.library("deep", ADDS)
        opened = self.library("opened", "int add(int, int); int twice(int a) { return add(a, a); }\n", needs=["deep"])
        self.library("dead", "int twice(int); int four(void) { return twice(2); }\n", needs=["opened", "deep"])
        self.program_without_use()
        self.write("code.py", "open_it('libopened.so')\n")
        self.assertEqual(self.replaced("libdead.so", "libdeep.so"), ["dead"])
        self.assertEqual(self.found["kept"], {f"{self.libraries}/libdeep.so": f"is used by {opened}"})

    def test_what_the_loader_treats_in_another_way_stays(self):
        for option in (
            "-Wl,--filter=libother.so",
            "-Wl,--auxiliary=libother.so",
            "-Wl,-z,initfirst",
            "-Wl,-z,interpose",
            "-Wl,--audit=libother.so",
            "-Wl,--depaudit=libother.so",
            "-Wl,-z,execstack",
        ):
            with self.subTest(option):
                self.library("other", "int other(void) { return 1; }\n")
                self.library("dead", ADDS, option)
                self.program_without_use()
                self.assertEqual(self.replaced("libdead.so"), [])
                self.assertIn(f"{self.libraries}/libdead.so", self.found["kept"])

    def test_one_of_which_another_is_a_filter_stays(self):
        self.library("dead", ADDS)
        self.library("front", ADDS, "-Wl,--auxiliary=libdead.so")
        self.program_without_use("front", "dead")
        self.assertNotIn("dead", self.replaced("libdead.so"))
        self.assertEqual(self.found["kept"], {f"{self.libraries}/libdead.so": "has a filter"})

    def test_damaged_files_keep_all_that_is_near(self):
        self.library("dead", ADDS)
        self.library("broken", ADDS)
        self.program_without_use("dead", "broken")
        broken = self.libraries / "libbroken.so"
        content = bytearray(broken.read_bytes())
        content[32:40] = b"\xff" * 8
        broken.write_bytes(content)
        self.assertEqual(self.replaced("libdead.so", "libbroken.so"), [])
        self.assertEqual(self.found["kept"][f"{self.libraries}/libbroken.so"], "is damaged")
        self.assertIn("with a damaged library", self.found["kept"][f"{self.libraries}/libdead.so"])


if __name__ == "__main__":
    unittest.main()
