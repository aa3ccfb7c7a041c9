"""Libraries with their first segment at the end, compiled here."""

import os
import sys
import unittest

from c_libraries import LibrariesTest
from support import FINISH

sys.path.insert(0, str(FINISH))

import rearrange  # noqa: E402

SIZE = 1 << 20
CODE = f"""
const char constants[{SIZE}] = {{[0] = 1, [{SIZE - 1}] = 40}};
static int counter = 1;
__thread int own = 0;
__attribute__((constructor)) static void start(void) {{ counter++; }}
int sum(void) {{ own++; return constants[0] + constants[{SIZE - 1}] + counter + own; }}
"""
MAIN = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
int sum(void);
static int count(struct dl_phdr_info *info, size_t size, void *found) {
    for (int i = 0; i < info->dlpi_phnum; i++) *(int *)found += info->dlpi_phdr[i].p_type == PT_LOAD;
    return 0;
}
int main(void) {
    Dl_info info;
    int loaded = 0;
    dl_iterate_phdr(count, &loaded);
    printf("%d %d %d\\n", sum(), dladdr((void *)sum, &info) && info.dli_sname[0] == 's', loaded > 4);
    return 0;
}
"""
GAIN = 900_000


class RearrangeTest(LibrariesTest):
    def setUp(self):
        super().setUp()
        self.file = self.library("big", CODE)
        self.program(MAIN, needs=["big"])

    def rearranged(self):
        return rearrange.rearrange([str(path) for path in sorted(self.scratch.rglob("*")) if path.is_file()])

    def test_a_library_runs_as_before_and_its_first_mapping_is_short(self):
        before, status = self.run_it(), self.file.stat()
        found = self.rearranged()
        self.assertEqual([str(self.file)], list(found))
        self.assertGreater(found[str(self.file)], GAIN)
        self.assertEqual("44 1 1\n", self.run_it())
        self.assertEqual(before, self.run_it())
        self.assertEqual((self.file.stat().st_mode, self.file.stat().st_mtime), (status.st_mode, status.st_mtime))
        offset, *_ = self.first_load()
        self.assertEqual(0, offset % 4096)
        self.assertGreater(offset, SIZE)

    def test_once_is_enough(self):
        self.rearranged()
        self.assertEqual({}, self.rearranged())

    def test_a_stripped_library_is_rearranged_too(self):
        self.run_command("strip", self.file)
        self.assertEqual([str(self.file)], list(self.rearranged()))
        self.assertEqual("44 1 1\n", self.run_it())

    def test_a_library_with_a_wide_alignment_stays_aligned(self):
        self.file = self.library("big", CODE, "-Wl,-z,max-page-size=65536")
        self.rearranged()
        self.assertEqual(0, self.first_load()[0] % 65536)
        self.assertEqual("44 1 1\n", self.run_it())

    def test_what_is_too_small_or_in_one_mapping_stays(self):
        self.library("big", "int sum(void) { return 1; }")
        self.assertEqual({}, self.rearranged())
        self.library("big", CODE, "-Wl,-z,noseparate-code")
        self.assertEqual({}, self.rearranged())

    def test_programs_and_the_loader_and_gramines_files_and_libraries_with_a_digest_stay(self):
        program = self.program(MAIN, needs=["big"])
        for name in ("ld-linux-x86-64.so.2", "gramine/libpal.so", "program.so"):
            with self.subTest(name):
                path = self.write(f"other/{name}", (program if name == "program.so" else self.file).read_bytes())
                self.assertEqual({}, rearrange.rearrange([str(path)]))
        self.write("lib/.libbig.so.hmac")
        self.assertEqual({}, self.rearranged())

    def test_what_is_damaged_stays(self):
        content = self.file.read_bytes()
        for at, value in ((32, b"\xff" * 7 + b"\0"), (4, b"\1"), (16, b"\2"), (54, b"\1"), (64 + 8, b"\1"), (64 + 48, b"\3")):
            with self.subTest(at=at):
                damaged = bytearray(content)
                damaged[at : at + len(value)] = value
                self.file.write_bytes(damaged)
                self.assertEqual({}, self.rearranged())
                self.assertEqual(bytes(damaged), self.file.read_bytes())
        for length in (0, 10, 63, 64, 1000, len(content) // 2):
            with self.subTest(length=length):
                self.file.write_bytes(content[:length])
                self.assertEqual({}, self.rearranged())

    def first_load(self):
        lines = self.run_command("readelf", "-lW", self.file).stdout.splitlines()
        words = next(line.split() for line in lines if line.split()[:1] == ["LOAD"])
        return [int(word, 16) for word in words[1:4]]


if __name__ == "__main__":
    unittest.main()
