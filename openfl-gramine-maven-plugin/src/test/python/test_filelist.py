"""The list of an image's files. That it says what is there is tested in Java, by its reader (FileListScriptTest)."""

import hashlib
import marshal
import os
import sys
from pathlib import Path

from support import ScratchTest

LIST_FILES = Path(__file__).with_name("list_files.py")
LARGE = b"0123456789abcdef" * 100_000


class FileListTest(ScratchTest):
    def setUp(self):
        super().setUp()
        self.root = self.scratch / "root"
        self.product = self.root / "opt/openfl-gramine"
        self.product.mkdir(parents=True)
        self.write("root/usr/lib/empty")
        self.write("root/usr/lib/large", LARGE)

    def list_files(self, *arguments):
        return self.run_command(sys.executable, "-S", "-B", LIST_FILES, self.root, *arguments)

    def listed(self):
        return (self.product / "files.mtree").read_bytes()

    def test_names_of_any_bytes_and_what_is_no_file_are_listed(self):
        with open(os.fsencode(self.root) + b"/caf\xe9", "w") as file:
            file.write("x\n")
        os.mkfifo(self.root / "fifo")
        self.assertEqual(self.list_files().returncode, 0)
        self.assertIn(b"\ncaf\\351 size=2 ", self.listed())
        self.assertIn(b"\nfifo type=fifo\n", self.listed())

    def test_files_that_did_not_change_since_an_earlier_step_are_not_hashed_again(self):
        self.assertEqual(self.list_files("--ahead").returncode, 0)
        self.assertFalse((self.product / "files.mtree").exists())
        ahead = self.product / ".files-ahead"
        known = marshal.loads(ahead.read_bytes())
        ahead.write_bytes(marshal.dumps({path: (size, ctime, bytes(32)) for path, (size, ctime, _) in known.items()}))
        self.write("root/usr/lib/empty", "no more")
        self.assertEqual(self.list_files().returncode, 0)
        self.assertIn(b"\nlarge size=1600000 sha256digest=" + b"0" * 64, self.listed())
        digest = hashlib.sha256(b"no more").hexdigest().encode()
        self.assertIn(b"\nempty size=7 sha256digest=" + digest, self.listed())
        self.assertFalse(ahead.exists())

    def test_where_no_list_can_be_written_one_line_says_why(self):
        self.product.rmdir()
        self.assert_complains(self.list_files(), "no list of the image's files: ", "files.mtree")
