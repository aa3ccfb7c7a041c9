import os
import shutil
import sys
import sysconfig
import unittest

from support import BANNER, StandinTest

from gramine_standin import trace
from gramine_standin.files import Files
from gramine_standin.mounts import Mounts

STRICT = {"GRAMINE_STANDIN_STRICT": "1"}


def escaped(text):
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(text))


def call(pid, name, path, rest, directory="/w"):
    return f'{pid} {name}(AT_FDCWD<{escaped(directory)}>, "{escaped(path)}", {rest}\n'


class TraceTest(unittest.TestCase):
    def opened(self, *lines):
        return list(trace.opened(lines))

    def test_names_are_made_absolute_as_opened(self):
        lines = [call(1, "openat", name, "O_RDONLY) = 3</x>") for name in ("a", "../b//c", "/ü\n")]
        self.assertEqual([("/w/a", "read"), ("/b/c", "read"), ("/ü\n", "read")], self.opened(*lines))

    def test_failed_calls_do_not_count(self):
        self.assertEqual([], self.opened(call(1, "openat", "/a", "O_RDONLY) = -1 ENOENT (No such file or directory)")))

    def test_a_call_that_another_thread_interrupted_is_put_together(self):
        first = call(1, "openat", "/a", "O_RDWR|O_CREAT, 0644 <unfinished ...>")
        other = call(2, "openat", "/b", "O_RDONLY) = 4</b>")
        self.assertEqual(
            [("/b", "read"), ("/a", "write")], self.opened(first, other, "1 <... openat resumed>) = 3</a>\n")
        )

    def test_calls_without_a_directory_are_taken_in_the_last_one_known(self):
        lines = [f'1 chdir("{escaped("/d")}") = 0\n', f'1 open("{escaped("f")}", O_RDONLY) = 3\n']
        self.assertEqual([("/d/f", "read")], self.opened(*lines))

    def test_a_mapping_of_a_file_has_offset_and_length(self):
        mapped = f'1 mmap(0x7f00, 8192, PROT_READ, MAP_PRIVATE|MAP_FIXED, 3<{escaped("/l.so")}>, 0x3000) = 0x7f00\n'
        anonymous = "1 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f00\n"
        self.assertEqual([("/l.so", "map", (0x3000, 8192))], list(trace.events([mapped, anonymous])))
        self.assertEqual([], self.opened(mapped))

    def test_the_program_itself_is_not_counted_but_what_it_executes_is(self):
        lines = [f'1 execve("{escaped(name)}", ["x"], 0x1 /* 2 vars */) = 0\n' for name in ("/program", "/bin/sh")]
        self.assertEqual([("/bin/sh", "execute")], self.opened(*lines))


class VerdictTest(StandinTest):
    def verdict(self, mounts, root=None):
        self.set("fs", {"mounts": mounts, "root": root or {"type": "tmpfs"}})
        self.set("sgx.allowed_files", [f"file:{self.directory}/allowed/"])
        return trace.Verdict(Mounts(self.manifest["fs"]), Files(self.manifest))

    def mount(self):
        return {"path": str(self.directory), "uri": f"file:{self.directory}"}

    def test_listed_files_pass_and_others_do_not(self):
        verdict = self.verdict([self.mount()])
        other = str(self.file("other", ""))
        for name in ("program.py", "allowed/new", "other", "other"):
            verdict.add(f"{self.directory}/{name}", "read")
        verdict.add(f"{self.directory}", "read")
        self.assertEqual({(other, "read"): 2}, verdict.denied)

    def test_a_link_to_a_listed_file_is_another_name(self):
        link = self.directory / "link.py"
        link.symlink_to("program.py")
        verdict = self.verdict([self.mount()])
        verdict.add(str(link), "read")
        self.assertEqual({(str(link), "read"): 1}, verdict.denied)

    def test_a_source_whose_compiled_form_is_listed_is_no_denial(self):
        (self.directory / "__pycache__").mkdir()
        self.file("__pycache__/shown.cpython-311.pyc", "")
        self.set("fs", {"mounts": [self.mount()], "root": {"type": "tmpfs"}})
        self.set("sgx.allowed_files", [f"file:{self.directory}/__pycache__/"])
        verdict = trace.Verdict(Mounts(self.manifest["fs"]), Files(self.manifest))
        shown, run = str(self.file("shown.py", "")), str(self.file("run.py", ""))
        verdict.add(shown, "read")
        verdict.add(run, "read")
        verdict.add(shown, "write")
        self.assertEqual({(run, "read"): 1, (shown, "write"): 1}, verdict.denied)
        self.assertEqual({(shown, "read"): 1}, verdict.sources)

    def test_what_is_made_in_memory_passes(self):
        verdict = self.verdict([{"path": "/tmp", "type": "tmpfs"}])
        for path in ("/tmp/x", "/new", "/proc/self/maps", "/dev/null", "/sys/x"):
            verdict.add(path, "write")
        self.assertEqual(({}, {}), (verdict.denied, verdict.absent))

    def test_what_is_not_mounted_would_be_absent(self):
        verdict = self.verdict([])
        verdict.add("/etc/passwd", "read")
        self.assertEqual({("/etc/passwd", "read"): 1}, verdict.absent)

    def test_the_systems_glibc_stands_for_gramines(self):
        runtime = self.directory / "gramine/runtime/glibc"
        runtime.mkdir(parents=True)
        (runtime / "libc.so.6").write_text("")
        verdict = self.verdict([{"path": "/lib", "uri": f"file:{runtime}"}, {"path": "/usr", "uri": "file:/usr"}])
        for path in ("/usr/lib/x86_64-linux-gnu/libc.so.6", "/usr/lib/locale/C.utf8/LC_CTYPE", "/etc/ld.so.cache"):
            verdict.add(path, "read")
        self.assertEqual({(f"{runtime}/libc.so.6", "read"): 1}, verdict.denied)


class HashedTest(StandinTest):
    def counted(self, *events):
        program = self.directory / "program.py"
        program.write_bytes(bytes(40_000))
        self.manifest["sgx"]["trusted_files"][1] = {"uri": f"file:{program}", "sha256": "0" * 64}
        self.set("fs", {"mounts": [{"path": str(self.directory), "uri": f"file:{self.directory}"}], "root": {"type": "tmpfs"}})
        self.set("sgx.allowed_files", [f"file:{self.directory}/allowed/"])
        verdict = trace.Verdict(Mounts(self.manifest["fs"]), Files(self.manifest))
        for name, *part in events:
            path = str(self.directory / name)
            if part:
                verdict.add_mapping(path, *part)
            else:
                verdict.add(path, "read")
        hashed = verdict.hashed
        return hashed.at_look_up, hashed.in_mappings, hashed.in_reads, len(hashed.libraries)

    def test_a_file_is_hashed_twice_at_its_first_look_up_and_each_time_it_is_read(self):
        self.assertEqual((80_000, 0, 49_152, 0), self.counted(["program.py"]))
        self.assertEqual((80_000, 0, 98_304, 0), self.counted(["program.py"], ["program.py"]))

    def test_a_library_is_hashed_again_for_each_mapping_up_to_the_files_end(self):
        events = [["program.py"], ["program.py", 0, 60_000], ["program.py", 8192, 4096], ["program.py", 36_864, 90_000]]
        self.assertEqual((80_000, 49_152 + 16_384 + 16_384, 16_384, 1), self.counted(*events))

    def test_a_mapping_is_of_the_name_that_was_opened(self):
        link = self.directory / "link.so"
        link.symlink_to("program.py")
        self.manifest["sgx"]["trusted_files"].append({"uri": f"file:{link}", "sha256": "0" * 64})
        self.assertEqual((80_000, 16_384, 16_384, 1), self.counted(["link.so"], ["program.py", 0, 4096]))

    def test_what_is_allowed_or_not_listed_is_not_hashed(self):
        self.assertEqual((0, 0, 0, 0), self.counted(["allowed/x"], ["other"], ["other", 0, 4096]))


@unittest.skipUnless(shutil.which("strace"), "needs strace")
class StrictRunTest(StandinTest):
    def setUp(self):
        super().setUp()
        directories = {sysconfig.get_path("stdlib"), os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))}
        directories |= {"/lib", "/lib64", "/usr/lib", "/etc"}
        self.set("sgx.allowed_files", sorted(f"file:{directory}" for directory in directories))

    def test_a_run_that_opens_only_listed_files_passes_with_its_own_status(self):
        self.program("import sys; sys.exit(3)")
        status, _, errors = self.run_program(environment=STRICT)
        self.assertEqual(3, status, errors)
        self.assertIn("every file that was opened is trusted or allowed", errors)

    def test_an_unlisted_file_fails_the_run_at_its_end_with_a_table(self):
        data, new = self.file("data", "x"), self.directory / "new"
        self.program(f"for _ in 1, 2: open({str(data)!r}).close()\nopen({str(new)!r}, 'w').close()\nprint('end')")
        status, output, errors = self.run_program(environment=STRICT)
        self.assertEqual((1, "end\n"), (status, output))
        self.assertRegex(errors, rf"\n +2  read +{data}\n +1  write +{new}\n{BANNER}\n$")

    def test_what_gramine_would_hash_is_reported(self):
        self.set("sgx.allowed_files", [])
        self.program("print(1)")
        errors = self.run_program(environment=STRICT)[2]
        self.assertRegex(errors, r"strict mode: opened \d+ libraries with \d+\.\d MB and \d+ other trusted files")
        self.assertRegex(errors, r"strict mode: Gramine would hash \d+\.\d MB: ")

    def test_sigterm_reaches_the_traced_program(self):
        self.set("sys.enable_sigterm_injection", True)
        self.program("import signal, sys, time\nsignal.signal(15, lambda *_: sys.exit(42))\nprint('r', flush=True)\ntime.sleep(30)")
        process = self.start(environment=STRICT)
        process.stdout.readline()
        process.terminate()
        errors = process.communicate(timeout=30)[1]
        self.assertEqual(42, process.returncode, errors)


if __name__ == "__main__":
    unittest.main()
