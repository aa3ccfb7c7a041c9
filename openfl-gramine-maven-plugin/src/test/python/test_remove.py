"""The step of the build stage that removes what the rules of the trusted list say."""

import sys

from support import STAGE, ScratchTest

sys.path.insert(0, str(STAGE))

import remove  # noqa: E402


class RemoveTest(ScratchTest):
    def test_what_the_rules_remove_goes_with_the_directories_that_are_empty_then(self):
        self.write("usr/lib/p/tests/a/x.py", "12345")
        self.write("usr/lib/p/tests/y.py", "678")
        self.write("usr/lib/p/tests/keep/z.py")
        self.write("usr/lib/p/m.py")
        self.write("usr/share/tests/not/python")
        (self.scratch / "usr/lib/p/always-empty").mkdir()
        (self.scratch / "usr/lib/p/tests/link").symlink_to("keep")
        python = {"interpreter": "/usr/bin/python3", "sys_path": [f"{self.scratch}/usr/lib/p", "/elsewhere"]}
        rules = remove.rules(
            "keep ${python}(?:/.*)?\n"
            "remove ${python}/(?:.*/)?tests(?:/.*)?\n"
            "keep ${python}/tests/keep(?:/.*)?\n",
            python,
        )
        removed = remove.remove(rules, str(self.scratch))
        self.assertEqual(
            self.files(),
            ["usr/lib/p/always-empty", "usr/lib/p/m.py", "usr/lib/p/tests/keep/z.py", "usr/share/tests/not/python"],
        )
        self.assertEqual(removed, {"${python}/(?:.*/)?tests(?:/.*)?": {"bytes": 12, "files": 3}})
