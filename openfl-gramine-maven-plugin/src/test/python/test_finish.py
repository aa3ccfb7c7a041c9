"""The last step of an image's build, on directories of the test's own."""

import json

from support import FINISH, ScratchTest

STEP = """
import json, runpy, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
root = Path(sys.argv[2])
step = runpy.run_path(sys.argv[1] + "/__main__.py", run_name="step")
"""


class FinishTest(ScratchTest):
    def step(self, program, fails=False):
        run = self.python(STEP + program, FINISH, self.scratch)
        self.assertEqual(run.returncode, 1 if fails else 0, run.stderr)
        return run.stderr if fails else run.stdout

    def test_no_pyc_depends_on_a_time_afterwards(self):
        for name in ("timed", "checked", "unchecked", "broken"):
            self.write(f"{name}.py", "x = 1\n")
        self.step(
            "import py_compile\n"
            "modes = py_compile.PycInvalidationMode\n"
            "for name, mode in {\n"
            "    'timed': modes.TIMESTAMP,\n"
            "    'checked': modes.CHECKED_HASH,\n"
            "    'unchecked': modes.UNCHECKED_HASH,\n"
            "    'broken': modes.TIMESTAMP,\n"
            "}.items():\n"
            "    py_compile.compile(f'{root}/{name}.py', invalidation_mode=mode)\n"
        )
        self.write("broken.py", "x = (\n")
        self.write("__pycache__/orphan.cpython-311.pyc", "whatever")
        self.write("other.pyc", "for no Python at all")
        left = self.step(
            "for path in sorted(map(str, root.rglob('*.pyc'))):\n"
            "    step['make_independent_of_times'](path)\n"
            "for path in sorted(root.rglob('*.pyc')):\n"
            "    print(path.name.split('.')[0], path.read_bytes()[4:8].hex())\n"
        )
        self.assertEqual(left, "checked 01000000\ntimed 01000000\nunchecked 01000000\n")

    def test_what_was_removed_from_the_base_is_removed_from_the_image(self):
        for name in ("base/a", "base/folder/b", "base/kept"):
            self.write(name)
        (self.scratch / "base/link").symlink_to("kept")
        removed = ("a", "folder", "folder/b", "link")
        record = [f".{self.scratch}/base/{name}" for name in removed] + ["./no/such/file", ""]
        self.write("removed", "\0".join(record))
        self.step("step['remove_from_base'](root / 'removed')")
        self.assertEqual(self.files(), ["base/kept", "removed"])

    def layout(self):
        self.write("product/removed")
        self.write("product/removed.json", '{"a rule": {"bytes": 1, "files": 1}}')
        self.write("product/actor.py", "from launcher import main\n")
        self.write("product/launcher/__init__.py", "main = 1\n")
        self.write("workspace/plan/plan.yaml")
        self.write("workspace/src/__init__.py")
        # The whole step, on these directories alone.
        return (
            "code = step['main'].__globals__\n"
            "code['os'].geteuid = lambda: 0\n"
            "code['PRODUCT'], code['WORKSPACE'] = root / 'product', root / 'workspace'\n"
            "code['files'] = lambda: sorted(str(path) for path in root.rglob('*') if path.is_file())\n"
            "code['main']()\n"
        )

    def test_the_inventory_has_what_was_found_in_the_code(self):
        whole = self.layout()
        self.write("workspace/src/net.py", "model.cuda()\n")
        self.step(whole)
        inventory = json.loads((self.scratch / "product/inventory.json").read_text())
        self.assertEqual(sorted(inventory), ["findings", "libraries", "modules", "rearranged", "removed", "stripped", "unused"])
        self.assertEqual([(each["file"], each["line"]) for each in inventory["findings"]], [("src/net.py", 1)])
        self.assertEqual(inventory["removed"], {"a rule": {"bytes": 1, "files": 1}})

    def test_launcher_and_workspace_are_compiled_and_run_from_their_pyc(self):
        self.step(self.layout())
        for name in ("product/launcher", "workspace/src"):
            (compiled,) = (self.scratch / name).rglob("*.pyc")
            self.assertEqual(compiled.read_bytes()[4:8], b"\1\0\0\0")
            self.assertIn(str(compiled), (self.scratch / "product/inventory.json").read_text())

    def test_code_that_is_no_python_ends_the_build_with_a_line_for_each_file(self):
        whole = self.layout()
        self.write("workspace/src/a.py", "x = (\n")
        self.write("workspace/src/b.py", "x = 1\nreturn x\n")
        self.assertEqual(
            self.step(whole, fails=True),
            "openfl-gramine: ERROR src/a.py line 1: '(' was never closed\n"
            "openfl-gramine: ERROR src/b.py line 2: 'return' outside function\n",
        )
        self.assertFalse((self.scratch / "product/inventory.json").exists())
