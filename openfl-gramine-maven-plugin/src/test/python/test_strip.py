"""Libraries without what no loader reads, compiled here."""

import os
import sys
import unittest

from c_libraries import LibrariesTest
from support import FINISH

sys.path.insert(0, str(FINISH))

import strip  # noqa: E402

# Enough names for a table of symbols that is worth it.
CODE = "".join(f"static int a_function_with_a_long_name_{at}(int a) {{ return a + {at}; }}\n" for at in range(2000))
CODE += "int add(int a, int b) { return a + b" + "".join(f" + a_function_with_a_long_name_{at}(a)" for at in range(2000)) + "; }\n"
MAIN = "#include <stdio.h>\nint add(int, int);\nint main(void) { printf(\"%d\\n\", add(1, 2)); return 0; }\n"


class StripTest(LibrariesTest):
    def setUp(self):
        super().setUp()
        self.file = self.library("big", CODE, "-O0", "-g")
        self.program(MAIN, needs=["big"])

    def stripped(self):
        return strip.strip([str(path) for path in sorted(self.scratch.rglob("*")) if path.is_file()])

    def test_a_library_runs_as_before_and_is_smaller(self):
        before, size, status = self.run_it(), self.file.stat().st_size, self.file.stat()
        saved = self.stripped()
        self.assertEqual(saved, {str(self.file): size - self.file.stat().st_size})
        self.assertGreater(saved[str(self.file)], 100_000)
        self.assertEqual(self.run_it(), before)
        self.assertEqual(self.run_command("readelf", "-S", self.file).stderr, "")
        self.assertEqual((self.file.stat().st_mode, self.file.stat().st_mtime), (status.st_mode, status.st_mtime))
        self.assertEqual(self.stripped(), {})

    def test_a_library_that_is_stripped_already_stays(self):
        self.run_command("strip", self.file)
        self.assertEqual(self.stripped(), {})

    def test_a_library_with_anything_at_its_end_stays(self):
        with open(self.file, "ab") as file:
            file.write(b"appended" * 100)
        self.assertEqual(self.stripped(), {})

    def test_a_library_that_checks_its_own_digest_stays(self):
        for name in (".libbig.so.hmac", "libbig.chk"):
            with self.subTest(name):
                digest = self.write(f"lib/{name}")
                self.assertEqual(self.stripped(), {})
                digest.unlink()

    def test_gramines_own_files_stay(self):
        (self.scratch / "gramine").mkdir()
        os.rename(self.file, self.scratch / "gramine/libpal.so")
        self.assertEqual(self.stripped(), {})

    def test_what_is_damaged_stays(self):
        content = self.file.read_bytes()
        for at, value in ((40, b"\xff" * 8), (32, b"\xff" * 7 + b"\0"), (60, b"\xff\xff"), (4, b"\1"), (16, b"\2")):
            with self.subTest(at=at):
                damaged = bytearray(content)
                damaged[at : at + len(value)] = value
                self.file.write_bytes(damaged)
                self.assertEqual(self.stripped(), {})
                self.assertEqual(self.file.read_bytes(), bytes(damaged))
        for length in (0, 10, 63, 64, 1000, len(content) // 2):
            with self.subTest(length=length):
                self.file.write_bytes(content[:length])
                self.assertEqual(self.stripped(), {})


if __name__ == "__main__":
    unittest.main()
