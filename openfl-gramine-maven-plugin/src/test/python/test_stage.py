"""The other scripts of the build stage."""

import json
import os
import subprocess
import sys

from support import RESOURCES, STAGE, ScratchTest

SHELL = RESOURCES / "stage"


class WheelsTest(ScratchTest):
    def wheels(self, *packages):
        self.write("one.report", json.dumps({"install": packages}))
        run = self.run_command(sys.executable, "-I", STAGE / "wheels.py", "one.report")
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)

    def package(self, name, archive, **more):
        return {"metadata": {"name": name}, "download_info": {"archive_info": archive}, **more}

    def test_the_digest_of_each_file_is_noted_under_the_normalised_name(self):
        self.assertEqual(
            self.wheels(
                self.package("Some._Name", {"hashes": {"sha256": "aa"}}), self.package("old", {"hash": "sha256=bb"})
            ),
            {"old": "bb", "some-name": "aa"},
        )

    def test_what_was_named_by_its_address_or_has_no_digest_is_left_out(self):
        self.assertEqual(
            self.wheels(self.package("direct", {"hash": "sha256=cc"}, is_direct=True), self.package("none", {})), {}
        )


class CompilePackagesTest(ScratchTest):
    def test_all_that_compiles_does_and_depends_on_no_time(self):
        self.write("lib/a.py", "x = 1\n")
        self.write("lib/p/b.py", "x = 1\n")
        self.write("lib/p/broken.py", "x = (\n")
        self.write("python.json", json.dumps({"sys_path": [str(self.scratch / "lib"), "/no/such/directory"]}))
        run = self.python(
            "import sys; sys.path.insert(0, sys.argv[1]); import compile_packages; compile_packages.main(sys.argv[2])",
            STAGE,
            self.scratch / "python.json",
        )
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "", ""))
        compiled = sorted(self.scratch.rglob("*.pyc"))
        self.assertEqual([path.name.partition(".")[0] for path in compiled], ["a", "b"])
        self.assertEqual({path.read_bytes()[4:8] for path in compiled}, {b"\1\0\0\0"})


class DescribeTest(ScratchTest):
    def test_the_interpreter_describes_itself(self):
        self.write("openfl-1.9.dist-info/METADATA", "Metadata-Version: 2.1\nName: openfl\nVersion: 1.9\n")
        run = self.run_command(sys.executable, "-B", STAGE / "describe.py", env={"PYTHONPATH": str(self.scratch)})
        self.assertEqual(run.returncode, 0, run.stderr)
        described = json.loads(run.stdout)
        self.assertEqual(described["openfl"], "1.9")
        self.assertEqual(described["interpreter"], os.path.realpath(sys.executable))
        self.assertIn(str(self.scratch), described["sys_path"])


class InstallTest(ScratchTest):
    def test_every_step_is_sound_for_sh_and_is_run(self):
        steps = sorted((SHELL / "steps").glob("*.sh"))
        self.assertGreater(len(steps), 5)
        for script in (SHELL / "install", *steps):
            run = subprocess.run(["sh", "-n", script], capture_output=True, text=True)
            self.assertEqual((run.returncode, run.stderr), (0, ""), script)
        (order,) = (
            line for line in (SHELL / "install").read_text().splitlines() if line.startswith("for step in ")
        )
        self.assertEqual(
            sorted(order.removeprefix("for step in ").removesuffix("; do").split()), [step.stem for step in steps]
        )
