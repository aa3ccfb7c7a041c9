"""What the launcher says when Gramine refuses a file that is not the one that was measured."""

import errno
import os
from unittest import mock

from launcher_support import CheckTest, checks


class MeasuredFilesTest(CheckTest):
    def setUp(self):
        super().setUp()
        for path in ("plan/plan.yaml", "src/loader.py", "src/deep/net.py"):
            self.put(path)

    def under_gramine(self, path, number):
        """Opening this file fails as Gramine lets it fail."""
        really = os.open

        def opened(name, *arguments):
            if name == path:
                raise OSError(number, os.strerror(number), name)
            return really(name, *arguments)

        return mock.patch.object(os, "open", opened)

    def test_a_file_that_gramine_refuses_is_named_with_the_reason(self):
        for path in ("plan/plan.yaml", "src/loader.py", "src/deep/net.py"):
            with self.subTest(path=path), self.under_gramine(path, errno.EPERM):
                message = self.refusal(checks.measured_files.require_unchanged, self.begin())
                self.assertIn(f"{path} is not the file that this enclave was built with: Gramine refuses", message)

    def test_what_is_not_trusted_or_missing_is_left_to_who_uses_it(self):
        for number in (errno.EACCES, errno.ENOENT):
            with self.subTest(number=number), self.under_gramine("plan/plan.yaml", number):
                checks.measured_files.require_unchanged(self.begin())

    def test_without_an_enclave_nothing_is_opened(self):
        with self.under_gramine("plan/plan.yaml", errno.EPERM):
            checks.measured_files.require_unchanged(self.begin(native=True))
