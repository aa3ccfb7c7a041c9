"""Small manifests around a small program, and ways to start them."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from gramine_standin import BANNER, Refusal, command, interpreter  # noqa: E402
from gramine_standin.mounts import Mounts  # noqa: E402

PYTHON = os.path.realpath(sys.executable)


def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{toml(key)} = {toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[ " + ", ".join(map(toml, value)) + " ]"
    return str(value)


def trusted(path):
    return {"uri": f"file:{path}", "sha256": hashlib.sha256(Path(path).read_bytes()).hexdigest()}


class StandinTest(unittest.TestCase):
    """self.manifest is one that is accepted; a test changes what it is about, writes it and starts it."""

    def setUp(self):
        self.directory = Path(tempfile.mkdtemp(prefix="standin-test-")).resolve()
        self.addCleanup(shutil.rmtree, self.directory)
        self.name = str(self.directory / "role")
        libos = self.file("libsysdb.so", "libos")
        script = self.file("program.py", "print('ran')")
        self.manifest = {
            "loader": {
                "entrypoint": trusted(libos),
                "argv": [PYTHON, "-I", "-S", str(script)],
                "env": {"LC_ALL": "C"},
            },
            "libos": {"entrypoint": PYTHON},
            "fs": {"root": {"uri": "file:/"}, "mounts": []},
            "sgx": {
                "enclave_size": "256M",
                "max_threads": 4,
                "trusted_files": [trusted(PYTHON), trusted(script), trusted(self.elf_interpreter())],
            },
        }

    @staticmethod
    def elf_interpreter():
        mounts = Mounts({"root": {"uri": "file:/"}, "mounts": []})
        return interpreter.looked_up(interpreter.requested_by(PYTHON), {}, mounts)

    def file(self, name, text):
        path = self.directory / name
        path.write_text(text)
        return path

    def program(self, text):
        """Replaces the program and its hash."""
        script = self.file("program.py", text)
        self.manifest["sgx"]["trusted_files"][1] = trusted(script)

    def set(self, dotted, value):
        table = self.manifest
        *path, key = dotted.split(".")
        for step in path:
            table = table.setdefault(step, {})
        table[key] = value

    def remove(self, dotted):
        table = self.manifest
        *path, key = dotted.split(".")
        for step in path:
            table = table[step]
        del table[key]

    def write(self, suffix=".manifest"):
        text = "".join(f"{key} = {toml(value)}\n" for key, value in self.manifest.items())
        Path(self.name + suffix).write_text(text)

    def assert_refused(self, pattern, *extra, mode="direct"):
        self.write(command.SUFFIX[mode])
        with self.assertRaisesRegex(Refusal, pattern):
            command.start(mode, self.name, list(extra))

    def start(self, *extra, environment=None):
        """A running stand-in, its own process."""
        self.write()
        code = "import sys; from gramine_standin.command import main; sys.exit(main('direct', sys.argv[1:]))"
        return subprocess.Popen(
            [sys.executable, "-B", "-c", code, self.name, *extra],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(HERE.parent), **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run_program(self, *extra, environment=None):
        process = self.start(*extra, environment=environment)
        output, errors = process.communicate(timeout=30)
        return process.returncode, output, errors
