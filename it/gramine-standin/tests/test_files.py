import unittest

from support import StandinTest, trusted


class FilesTest(StandinTest):
    def trust(self, entry):
        self.manifest["sgx"]["trusted_files"].append(entry)

    def test_a_changed_file_is_refused_with_both_hashes(self):
        path = self.file("module.py", "one")
        self.trust(trusted(path))
        path.write_text("two")
        self.assert_refused("module.py was changed:\n  manifest [0-9a-f]{64}\n  file     [0-9a-f]{64}")

    def test_an_absent_file_is_refused(self):
        path = self.file("module.py", "one")
        self.trust(trusted(path))
        path.unlink()
        self.assert_refused("module.py: No such file")

    def test_a_directory_is_no_trusted_file(self):
        self.trust({"uri": f"file:{self.directory}", "sha256": "0" * 64})
        self.assert_refused("is no regular file")

    def test_a_list_that_was_not_expanded_is_refused(self):
        for entry in (f"file:{self.directory}/", {"uri": "file:/usr/lib/x"}):
            with self.subTest(entry):
                self.setUp()
                self.trust(entry)
                self.assert_refused("has no sha256")
        self.setUp()
        self.trust({"uri": "file:/usr/", "sha256": "0" * 64})
        self.assert_refused("is a directory")

    def test_nonsense_for_a_hash_is_refused(self):
        self.trust({"uri": "file:/a", "sha256": "abc"})
        self.assert_refused("expected 64 hexadecimal digits")

    def test_two_hashes_for_one_file_are_refused(self):
        self.trust({"uri": "file:/a", "sha256": "a" * 64})
        self.trust({"uri": "file:/b/../a", "sha256": "b" * 64})
        self.assert_refused("listed twice")

    def test_the_library_os_is_checked_too(self):
        self.file("libsysdb.so", "another")
        self.assert_refused("libsysdb.so was changed")

    def test_an_allowed_file_is_not_hashed(self):
        path = self.file("module.py", "one")
        self.trust(trusted(path))
        path.write_text("two")
        self.set("sgx.allowed_files", [f"file:{path}"])
        status, _, _ = self.run_program()
        self.assertEqual(0, status)

    def test_an_unlisted_program_is_refused(self):
        del self.manifest["sgx"]["trusted_files"][0]
        self.assert_refused("libos.entrypoint: .* is neither trusted nor allowed")

    def test_an_unlisted_elf_interpreter_is_refused(self):
        del self.manifest["sgx"]["trusted_files"][2]
        self.assert_refused("ld-linux.* is neither trusted nor allowed")

    def test_a_program_outside_of_all_mounts_is_refused(self):
        self.set("fs.root", {"type": "tmpfs"})
        self.assert_refused("libos.entrypoint = .*: no such file in the mounts")


if __name__ == "__main__":
    unittest.main()
