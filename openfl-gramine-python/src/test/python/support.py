"""What the tests of all templates need: a data directory, and errors that are one line."""

import os
import shutil
import tempfile
import unittest
import zipfile
from pathlib import Path

from openfl_gramine.dataset import DataError


class DataFolderTest(unittest.TestCase):
    """Runs each test in a directory of its own with an empty data/."""

    def setUp(self):
        self.before = Path.cwd()
        self.directory = Path(tempfile.mkdtemp())
        self.addCleanup(self.leave)
        os.chdir(self.directory)
        self.data = Path("data")
        self.data.mkdir()

    def leave(self):
        os.chdir(self.before)
        shutil.rmtree(self.directory)

    def put(self, name, content):
        path = self.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def zip(self, name, contents):
        with zipfile.ZipFile(self.data / name, "w") as archive:
            for member, content in contents.items():
                archive.writestr(member, content)
        return self.data / name

    def names(self):
        """What lies in data/."""
        return sorted(path.name for path in self.data.iterdir())

    def assert_one_line(self, message, function, *arguments, **settings):
        with self.assertRaises(DataError) as refused:
            function(*arguments, **settings)
        self.assertIn(message, str(refused.exception))
        self.assertNotIn("\n", str(refused.exception))
