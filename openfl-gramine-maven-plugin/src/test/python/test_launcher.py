"""Runs the real launcher. OpenFL and the reader of certificates are stubs: the first reports how it was called, the second takes the
content of a "certificate" for its common names. test_given.py and test_checkpoint.py test the checks by themselves."""

import ast
import base64
import sys
import unittest

from support import IMAGE, ScratchTest

# As actor.py does it, with another root, the stubs first, and certificates that are plain text.
LAUNCH = """
import base64, sys
stubs, image, root, memory, *arguments = sys.argv[1:]
sys.path[:0] = [stubs, image]
from launcher import subject

def common_names(text):
    if not text.startswith("-----BEGIN"):
        raise ValueError("no PEM")
    return base64.b64decode(text.split("-----")[2]).decode().split("CN:")[1:]

subject.common_names = common_names
from launcher import main
sys.exit(main(arguments, root=root, memory=memory))
"""

OPENFL_CLI = """
import os, sys
from sys import argv

def entry():
    print("fx", *argv[1:], "in", os.getcwd())
    try:
        import data
        print("imported data")
    except ModuleNotFoundError:
        print("data is no package")
    if os.path.exists("missing"):
        open(open("missing").read())
    if os.path.exists("changed"):
        raise PermissionError(1, "Operation not permitted", open("changed").read())
    sys.exit(3 if os.path.exists("fail") else 0)
"""

OPENFL_PLAN = """
class Plan:
    pass
"""

class LauncherTest(ScratchTest):
    def setUp(self):
        super().setUp()
        # Without these a package that the machine has installed would win over its stub.
        for package in ("openfl", "openfl/interface"):
            self.write(f"stubs/{package}/__init__.py")
        for package in ("openfl/federated", "openfl/federated/plan"):
            self.write(f"stubs/{package}/__init__.py", "from openfl.federated.plan.plan import Plan\n")
        self.write("stubs/openfl/federated/plan/plan.py", OPENFL_PLAN)
        self.write("stubs/openfl/interface/cli.py", OPENFL_CLI)
        self.workspace = self.scratch / "workspace"
        self.certificate("col_col1.crt", "CN:col1")
        self.write("workspace/plan/plan.yaml", "aggregator:\n  settings:\n    persist_checkpoint: false\n")
        self.write("workspace/plan/data.yaml", "# a comment, with a comma\ncol1,1\n")
        self.write("workspace/plan/cols.yaml", "collaborators:\n- col1\n")

    def certificate(self, name, content):
        body = base64.b64encode(content.encode()).decode()
        self.write(f"workspace/cert/client/{name}", f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")

    def launch(self, *arguments, root=None):
        words = (self.scratch / "stubs", IMAGE, root or self.workspace, self.scratch, *arguments)
        return self.python(LAUNCH, *words, options=("-I", "-B", "-u"))

    def test_the_aggregator_starts_in_the_workspace(self):
        run = self.launch("aggregator")
        self.assertEqual(run.stdout.splitlines()[0], f"fx aggregator start in {self.workspace}", run.stderr)
        self.assertEqual(run.returncode, 0)

    def test_the_collaborator_that_the_certificate_names_starts(self):
        run = self.launch("collaborator")
        self.assertEqual(run.stdout.splitlines()[0], f"fx collaborator start -n col1 in {self.workspace}", run.stderr)
        self.assertEqual(run.returncode, 0)

    def test_any_other_argument_is_refused(self):
        for words in ((), ("director",), ("aggregator", "start"), ("collaborator", "-n", "col1")):
            with self.subTest(words=words):
                got = " ".join(words) or "none"
                self.assert_complaint(
                    self.launch(*words), f"expected exactly one argument, aggregator or collaborator, got: {got}."
                )

    def test_the_exit_code_of_openfl_is_passed_on(self):
        self.write("workspace/fail")
        self.assertEqual(self.launch("aggregator").returncode, 3)

    def test_nothing_is_imported_from_a_mounted_directory(self):
        self.write("workspace/data/__init__.py", "print('code of the host')\n")
        run = self.launch("aggregator")
        self.assertIn("data is no package", run.stdout)
        self.assertNotIn("code of the host", run.stdout)

    def test_both_certificates_are_named_when_two_are_mounted(self):
        self.certificate("col_col2.crt", "CN:col2")
        self.assert_complaint(
            self.launch("collaborator"),
            "cert/client holds 2 certificates: col_col1.crt, col_col2.crt. Mount only this collaborator's.",
        )

    def test_what_to_mount_is_said_when_no_certificate_is_there(self):
        (self.workspace / "cert/client/col_col1.crt").unlink()
        self.assert_complaint(
            self.launch("collaborator"),
            "no certificate in cert/client. Mount the collaborator's own: cert/client/col_NAME.crt and cert/client/col_NAME.key.",
        )

    def test_a_certificate_under_another_ones_file_name_is_refused(self):
        self.certificate("col_col1.crt", "CN:col2")
        self.assert_complaint(
            self.launch("collaborator"),
            "cert/client/col_col1.crt is the certificate of col2; its file has to be named col_col2.crt.",
        )

    def test_a_common_name_that_is_not_a_plain_name_is_refused(self):
        for name in ("col 1", "col1\n", "../col1", "cöl", ""):
            with self.subTest(name=name):
                self.certificate("col_col1.crt", f"CN:{name}")
                self.assert_complains(self.launch("collaborator"), "allowed are letters, digits and . _ -\n")

    def test_a_certificate_with_two_common_names_is_refused(self):
        self.certificate("col_col1.crt", "CN:col1CN:col2")
        self.assert_complains(self.launch("collaborator"), "has 2 common names; expected exactly one")

    def test_what_is_no_certificate_is_refused(self):
        self.write("workspace/cert/client/col_col1.crt", "a key, perhaps")
        self.assert_complaint(
            self.launch("collaborator"), "cert/client/col_col1.crt is not an X.509 certificate in PEM form."
        )

    def test_a_collaborator_without_a_line_in_data_yaml_is_refused(self):
        self.write("workspace/plan/data.yaml", "Col1,1\ncol2,2\n")
        self.assert_complaint(
            self.launch("collaborator"), "plan/data.yaml has no line for col1 (it lists Col1, col2). Add: col1,DATA"
        )

    def test_a_data_yaml_that_is_something_else_is_refused(self):
        self.write("workspace/plan/data.yaml", "col1: 1\n")
        self.assert_complaint(self.launch("collaborator"), "plan/data.yaml has the line 'col1: 1'; expected NAME,PATH.")
        self.write("workspace/plan/data.yaml", b"\xff\xfe")
        self.assert_complaint(
            self.launch("collaborator"), "plan/data.yaml is not a text file in UTF-8. Mount the collaborator's own."
        )
        (self.workspace / "plan/data.yaml").unlink()
        self.assert_complaint(
            self.launch("collaborator"),
            "cannot read plan/data.yaml: No such file or directory. Mount the collaborator's own.",
        )

    def test_a_mounted_file_that_openfl_misses_is_named_in_one_line(self):
        self.write("workspace/missing", f"{self.workspace}/save/my_init.pbuf")
        run = self.launch("aggregator")
        self.assertEqual(run.returncode, 1)
        self.assertEqual(
            run.stderr,
            "openfl-gramine: cannot use save/my_init.pbuf: No such file or directory."
            " Mount it at /workspace/save/my_init.pbuf.\n",
        )

    def test_a_mounted_file_of_which_openfl_misses_the_copy_is_named_by_its_place_in_the_workspace(self):
        self.write(
            "stubs/openfl/interface/cli.py",
            "from glob import glob\n\n"
            "def entry():\n"
            f"    copies, = glob('{self.scratch}/openfl-gramine-*')\n"
            "    open(copies + '/cert/server/agg.key')\n",
        )
        self.assert_complaint(
            self.launch("aggregator"),
            "cannot use cert/server/agg.key: No such file or directory. Mount it at /workspace/cert/server/agg.key.",
        )

    def test_any_other_failure_keeps_its_traceback(self):
        self.write("workspace/missing", "src/weights.bin")
        run = self.launch("aggregator")
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("Traceback", run.stderr)
        self.assertIn("src/weights.bin", run.stderr)

    def test_a_file_that_was_changed_is_named_with_the_reason_when_openfl_meets_it(self):
        self.write("workspace/changed", "/usr/lib/python3/dist-packages/x.pyc")
        run = self.launch("aggregator")
        self.assertEqual(run.returncode, 1)
        self.assertIn("openfl-gramine: /usr/lib/python3/dist-packages/x.pyc is not the file that this enclave was built with", run.stderr)
        self.assertNotIn("Traceback", run.stderr)

    def test_a_workspace_that_is_absent_is_named(self):
        nowhere = self.scratch / "nowhere"
        self.assert_complains(self.launch("aggregator", root=nowhere), f"cannot enter the workspace {nowhere}")


class ActorTest(ScratchTest):
    """The program in the manifest's argv."""

    def actor(self, *arguments, image=IMAGE):
        return self.run_command(sys.executable, "-I", "-B", "-u", image / "actor.py", *arguments)

    def test_it_runs_the_launcher_next_to_it(self):
        self.assert_complains(self.actor("director"), "expected exactly one argument")

    def test_a_launcher_that_cannot_be_read_is_one_line(self):
        self.write("actor.py", (IMAGE / "actor.py").read_text())
        self.write("launcher/__init__.py", "raise PermissionError(1, 'Operation not permitted', 'launcher/x.pyc')\n")
        self.assert_complains(self.actor(image=self.scratch), "Operation not permitted", "launcher/x.pyc")

    def test_nothing_else_is_imported_from_its_directory(self):
        self.write("actor.py", (IMAGE / "actor.py").read_text())
        self.write(
            "launcher/__init__.py",
            "def main(arguments):\n"
            "    try:\n"
            "        import finish\n"
            "    except ImportError:\n"
            "        return 7\n",
        )
        self.write("finish/__init__.py")
        self.assertEqual(self.actor(image=self.scratch).returncode, 7)


class ChecksTest(unittest.TestCase):
    def test_every_module_of_the_checks_is_in_their_order(self):
        checks = IMAGE / "launcher/checks"
        order = next(
            node.value
            for node in ast.parse((checks / "__init__.py").read_text()).body
            if isinstance(node, ast.Assign) and node.targets[0].id == "IN_ORDER"
        )
        self.assertEqual(
            sorted(element.value.id for element in order.elts),
            sorted(path.stem for path in checks.glob("*.py") if path.stem != "__init__"),
        )
