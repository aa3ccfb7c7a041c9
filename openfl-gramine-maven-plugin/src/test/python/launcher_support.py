"""What the tests of the launcher's checks share: a workspace as the host gives it, and a start in it."""

import os
import sys
from contextlib import redirect_stderr
from io import StringIO
from unittest import mock

from support import IMAGE, ScratchTest

sys.path.insert(0, str(IMAGE))

from launcher import checked_plan, checks, mounted, plan  # noqa: E402, F401
from launcher.mistake import Mistake  # noqa: E402
from launcher.start import ENCRYPTED, NATIVE, Start  # noqa: E402


class CheckTest(ScratchTest):
    """Runs each test in a workspace of its own."""

    def setUp(self):
        super().setUp()
        self.workspace = self.scratch / "workspace"
        self.memory = self.scratch / "memory"
        for directory in ("cert/client", "cert/server", "data", "local_state", "logs", "plan", "save"):
            (self.workspace / directory).mkdir(parents=True)
        self.memory.mkdir()
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.workspace)

    def put(self, path, content=""):
        return self.write(f"workspace/{path}", content)

    def begin(self, role="aggregator", encrypted="", native=False):
        """A start of this role under a manifest's environment."""
        environment = {ENCRYPTED: encrypted, **({NATIVE: "1"} if native else {})}
        with mock.patch.dict(os.environ, environment):
            start = Start([role], str(self.workspace), str(self.memory))
        start.role = role
        start.name = "col1" if role == "collaborator" else None
        return start

    def refusal(self, check, start):
        """The one line with which the check refuses the start."""
        with self.assertRaises(Mistake) as refused:
            check(start)
        message = str(refused.exception)
        self.assertTrue(message.isprintable(), message)
        self.assertLess(len(message), 1000)
        return message

    def notes(self, check, start):
        """What the check tells the user and goes on."""
        with redirect_stderr(StringIO()) as said:
            check(start)
        return said.getvalue()
