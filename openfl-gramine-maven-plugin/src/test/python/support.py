"""What the tests of the plugin's Python and shell code share."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

MODULE = Path(__file__).resolve().parents[3]
IMAGE = MODULE / "src/main/python/image"
FINISH = IMAGE / "finish"
STAGE = MODULE / "src/main/python/stage"
RESOURCES = MODULE / "src/main/resources/io/github/openflgramine"


class ScratchTest(unittest.TestCase):
    """Gives each test an empty directory."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.scratch = Path(scratch.name).resolve()

    def write(self, name, content=""):
        path = self.scratch / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def executable(self, name, content):
        path = self.write(name, content)
        path.chmod(0o755)
        return path

    def files(self):
        """All files, and directories that are empty."""
        return sorted(
            str(path.relative_to(self.scratch))
            for path in self.scratch.rglob("*")
            if path.is_symlink() or not path.is_dir() or not any(path.iterdir())
        )

    def run_command(self, *command, **settings):
        return subprocess.run(
            [str(word) for word in command], cwd=self.scratch, capture_output=True, text=True, timeout=60, **settings
        )

    def python(self, program, *arguments, options=("-I", "-B")):
        return self.run_command(sys.executable, *options, "-c", program, *arguments)

    def assert_complaint(self, run, message, status=1):
        """One line for the user, and nothing else."""
        self.assertEqual((run.stdout, run.stderr), ("", f"openfl-gramine: {message}\n"))
        self.assertEqual(run.returncode, status)

    def assert_complains(self, run, *parts, status=1):
        """One line for the user that has these parts."""
        self.assertRegex(run.stderr, r"\Aopenfl-gramine: [^\n]+\n\Z")
        for part in parts:
            self.assertIn(part, run.stderr)
        self.assertEqual(run.returncode, status)
