"""Neither a template nor the Python package reads pickles: what a host mounts could then run code in the enclave. Reads the templates' code without running it."""

import ast
import unittest
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "main/resources/archetype-resources/openfl-workspace-templates"
PACKAGE = Path(__file__).resolve().parents[4] / "openfl-gramine-python/src/main/python"

# They unpickle, or run what they read in other ways.
FORBIDDEN_MODULES = {"cloudpickle", "dill", "joblib", "marshal", "pickle", "_pickle", "shelve"}
FORBIDDEN_CALLS = {"pandas.read_pickle", "torch.hub.load", "yaml.full_load", "yaml.load", "yaml.unsafe_load"}
# They unpickle unless they are told not to, in words.
REQUIRED = {"numpy.load": ("allow_pickle", False), "torch.load": ("weights_only", True)}
FORBIDDEN_ARGUMENTS = {"allow_pickle": True, "safe_mode": False, "weights_only": False}


def findings(source):
    """Each loader of pickles, in the order of the lines."""
    tree = ast.parse(source)
    names = imported(tree)
    for node in ast.walk(tree):
        for module in modules(node):
            if module.split(".")[0] in FORBIDDEN_MODULES:
                yield node.lineno, f"import {module}"
        if isinstance(node, ast.Call):
            yield from ((node.lineno, problem) for problem in problems(node, full_name(node.func, names)))


def problems(call, name):
    if name in FORBIDDEN_CALLS:
        yield name
    arguments = {keyword.arg: getattr(keyword.value, "value", None) for keyword in call.keywords}
    if name in REQUIRED:
        argument, value = REQUIRED[name]
        if arguments.get(argument) is not value:
            yield f"{name} without {argument}={value}"
    for argument, value in FORBIDDEN_ARGUMENTS.items():
        if arguments.get(argument) is value:
            yield f"{argument}={value}"


def imported(tree):
    """What each name in the code stands for: np for numpy, load for numpy.load."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update((alias.asname, alias.name) for alias in node.names if alias.asname)
        if isinstance(node, ast.ImportFrom):
            names.update((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)
    return names


def modules(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def full_name(node, names):
    """A dotted name; empty for what is called in another way."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute) and (before := full_name(node.value, names)):
        return f"{before}.{node.attr}"
    return ""


class LoadersTest(unittest.TestCase):
    def test_no_template_unpickles(self):
        files = sorted([*TEMPLATES.rglob("*.py"), *PACKAGE.rglob("*.py")])
        self.assertGreater(len(files), 10)
        for file in files:
            with self.subTest(str(file)):
                self.assertEqual(list(findings(file.read_text(encoding="utf-8"))), [])

    def test_loaders_are_recognised_under_every_name(self):
        for source, problem in (
            ("import pickle", "import pickle"),
            ("from joblib import load", "import joblib"),
            ("import numpy as np\nnp.load('x')", "numpy.load without allow_pickle=False"),
            ("import numpy\nnumpy.load('x', allow_pickle=flag)", "numpy.load without allow_pickle=False"),
            ("from numpy import load as read\nread('x')", "numpy.load without allow_pickle=False"),
            ("import torch\ntorch.load('x')", "torch.load without weights_only=True"),
            ("import torch as t\nt.load('x', weights_only=0)", "torch.load without weights_only=True"),
            ("import pandas as pd\npd.read_pickle('x')", "pandas.read_pickle"),
            ("keras.models.load_model('x', safe_mode=False)", "safe_mode=False"),
        ):
            with self.subTest(source):
                self.assertIn(problem, [found for _, found in findings(source)])

    def test_loaders_that_do_not_unpickle_are_accepted(self):
        for source in (
            "import numpy as np\nnp.load('x', allow_pickle=False)\nnp.savez('x')",
            "import torch\ntorch.load('x', weights_only=True)",
            "self.load('x')\nopen('x').load()",
        ):
            with self.subTest(source):
                self.assertEqual(list(findings(source)), [])
