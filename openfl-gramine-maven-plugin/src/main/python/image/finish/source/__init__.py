"""Judges a workspace's Python code by its syntax tree: what works on your machine but not in an enclave.

An enclave has no GPU, none of the host's directories but the mounted ones, and usually no network. The code is read and never
run. A finding is a warning: a rule is silent where it cannot be sure that a line means what it looks like. To add a rule, add
a module to rules/ and a line to its IN_ORDER.
"""

import ast
import warnings

from .calls import Program
from .module import Module
from .rules import IN_ORDER


TOO_DEEP = (1, "this file is nested too deeply to be checked.", "Check it by hand: no GPU, no directories of the host, no network.")


class Broken(Exception):
    """Code that is no Python; args are lines, one for each broken file."""


def findings(workspace):
    """[{"file", "line", "problem", "remedy"}] in the order of files and lines.

    Raises Broken for files that do not compile.
    """
    found, modules, broken = set(), [], []
    for path in sorted((workspace / "src").rglob("*.py")):
        name = printable(path.relative_to(workspace))
        try:
            tree = parse(path, name)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            broken.append(f"{name} line {getattr(error, 'lineno', None) or 1}: {printable(getattr(error, 'msg', error))}")
            continue
        try:
            modules.append(Module(name, tree))
        except RecursionError:
            found.add((name, *TOO_DEEP))
    if broken:
        raise Broken(*broken)
    program = Program(modules)
    for module in modules:
        for place in module.places:
            for rule in IN_ORDER:
                found.update((module.name, line, printable(problem), remedy) for line, problem, remedy in rule(place, program))
    return [dict(zip(("file", "line", "problem", "remedy"), finding)) for finding in sorted(found)]


def parse(path, name):
    """Compiles it as well: not every mistake of syntax is seen by the parser."""
    content = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(content, name, "exec", dont_inherit=True)
        return ast.parse(content, name)


def printable(text):
    """On one line, whatever a file's name or code holds."""
    text = str(text)
    return text if text.isprintable() else ascii(text)[1:-1]
