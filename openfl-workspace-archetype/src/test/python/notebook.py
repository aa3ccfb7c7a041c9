"""Runs the lines of a workspace's README.md for a notebook."""

import contextlib
import io
import os
import re
import runpy
import shutil
import tempfile
import unittest
from pathlib import Path

WORKSPACE = Path("/workspace")


class NotebookTest(unittest.TestCase):
    """In a copy of the workspace, because its data/ may be written."""

    def run_lines(self, changes=()):
        """Returns what the lines print. changes are those of the plan, such as fewer images."""
        directory = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, directory)
        for name in ("plan", "data", "src"):
            shutil.copytree(WORKSPACE / name, directory / name)
        plan = directory / "plan/plan.yaml"
        text = plan.read_text(encoding="utf-8")
        for before, after in changes:
            self.assertIn(before, text)
            text = text.replace(before, after)
        plan.write_text(text, encoding="utf-8")
        (lines,) = re.findall("```python\n(.*?)```", (WORKSPACE / "README.md").read_text(encoding="utf-8"), re.DOTALL)
        cells = directory / "cells.py"
        cells.write_text(lines, encoding="utf-8")
        before = Path.cwd()
        os.chdir(directory)
        self.addCleanup(os.chdir, before)
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            runpy.run_path(str(cells))
        return output.getvalue()

    def assert_learns(self, metric, *changes):
        """The lines run, and print a metric of each round that another round does not have."""
        printed = self.run_lines(changes)
        values = [float(value) for value in re.findall(f"'{metric}': ([0-9.]+)", printed)]
        self.assertEqual(len(values), 2, printed)
        self.assertNotEqual(*values)
