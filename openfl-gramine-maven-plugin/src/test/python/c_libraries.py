"""Small C libraries, compiled for a test."""

import shutil
import subprocess
import sys

from support import FINISH, ScratchTest

sys.path.insert(0, str(FINISH))

import unused  # noqa: E402


class LibrariesTest(ScratchTest):
    """A program that has an unused library unless a test says more: what is replaced then is only that."""

    def setUp(self):
        super().setUp()
        if not shutil.which("gcc"):
            self.fail("needs gcc: apt-get install gcc libc6-dev")
        self.libraries = self.scratch / "lib"
        self.libraries.mkdir()

    def library(self, name, code, *options, needs=()):
        """lib/libNAME.so with that SONAME."""
        return self.compile(f"lib/lib{name}.so", code, "-shared", "-fPIC", f"-Wl,-soname,lib{name}.so", *options, needs=needs)

    def module(self, code, *options, needs=(), name="module"):
        """modules/NAME.so, for the program to open."""
        (self.scratch / "modules").mkdir(exist_ok=True)
        return self.compile(f"modules/{name}.so", code, "-shared", "-fPIC", *options, needs=needs)

    def program(self, code, *options, needs=()):
        return self.compile("program", code, *options, needs=needs)

    def compile(self, name, code, *options, needs=()):
        source = self.write(f"{name}.c", code)
        words = ["gcc", "-O1", "-w", "-o", self.scratch / name, source, *options, "-Wl,--no-as-needed", f"-L{self.libraries}"]
        words += [f"-l{need}" for need in needs] + [f"-Wl,-rpath-link,{self.libraries}", "-Wl,--allow-shlib-undefined"]
        compiled = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=60)
        self.assertEqual(compiled.returncode, 0, compiled.stderr)
        source.unlink()
        return self.scratch / name

    def replaced(self, *accepts):
        """The names of the libraries that were replaced."""
        files = sorted(str(path) for path in self.scratch.rglob("*") if path.is_file() and not path.is_symlink())
        self.found = unused.replace(files, str(self.scratch / "program"), accepts, [str(self.libraries)])
        return [entry["path"].rpartition("/lib")[2].removesuffix(".so") for entry in self.found["replaced"]]

    def run_it(self):
        run = self.run_command(self.scratch / "program", env={"LD_LIBRARY_PATH": str(self.libraries), "LD_BIND_NOW": "1"})
        self.assertEqual((run.stderr, run.returncode), ("", 0))
        return run.stdout
