"""Writing below data/, which is mounted for reading alone, unless the code looks first for what is there already."""

import ast
import re

from ..calls import bare_name
from .downloads import LOOKING

DATA = re.compile(r"(?:\./)?data(?:/.*)?")
WRITES = re.compile(
    r"""os\.(?:makedirs|mkdir) | shutil\.(?:copy\w*|move) | numpy\.(?:save|savetxt|savez|savez_compressed) | torch\.save
    """,
    re.VERBOSE,
)
METHODS = {"extractall", "mkdir", "to_csv", "to_parquet", "to_pickle", "write_bytes", "write_text"}
MODES = re.compile(r"[rbt+]*[wax+][bt+]*")
SCRIPT = {"__name__"}
DEPTH = 2  # how many names a path is followed through


def rule(place, program):
    if not isinstance(place.node, ast.Call):
        return
    if any(is_data(path, place, DEPTH) for path in written(place)) and not program.is_behind(place, LOOKING | SCRIPT):
        yield (
            place.node.lineno,
            "this writes below data/, which can only be read in an enclave.",
            "Prepare the data before the start; write results to logs/, temporary files to /tmp.",
        )


def written(place):
    """The expressions for the path that a call writes to."""
    call, dotted = place.node, place.module.dotted(place.node.func)
    if isinstance(call.func, ast.Name) and call.func.id == "open" and writes(call):
        return call.args[:1]
    if dotted and WRITES.fullmatch(dotted):
        return [*call.args, *(keyword.value for keyword in call.keywords)]
    if dotted is None and isinstance(call.func, ast.Attribute) and bare_name(call.func) in METHODS:
        return [call.func.value, *call.args, *(keyword.value for keyword in call.keywords)]
    return []


def writes(call):
    mode = next((keyword.value for keyword in call.keywords if keyword.arg == "mode"), None)
    mode = mode or (call.args[1] if len(call.args) > 1 else None)
    return isinstance(mode, ast.Constant) and isinstance(mode.value, str) and MODES.fullmatch(mode.value) is not None


def is_data(expression, place, depth):
    """Whether an expression is a path below data/, as far as its beginning tells: "data/x", f"data/{n}", join("data", x)."""
    if isinstance(expression, ast.Constant):
        return isinstance(expression.value, str) and DATA.fullmatch(expression.value) is not None
    if isinstance(expression, ast.JoinedStr):
        return bool(expression.values) and is_data(expression.values[0], place, 0)
    if isinstance(expression, ast.BinOp):
        return is_data(expression.left, place, depth) or is_root(expression.left) and is_data(expression.right, place, depth)
    if isinstance(expression, ast.Call):
        if bare_name(expression.func) not in ("Path", "join", "str", "abspath"):
            return False
        arguments = expression.args[1:2] if expression.args and is_root(expression.args[0]) else expression.args[:1]
        return any(is_data(argument, place, depth) for argument in arguments)
    return depth > 0 and any(is_data(value, place, depth - 1) for value in place.module.values(expression, place.scope))


def is_root(expression):
    """The working directory, which is the workspace."""
    return (
        isinstance(expression, ast.Call)
        and bare_name(expression.func) in ("cwd", "getcwd")
        or isinstance(expression, ast.Call)
        and bare_name(expression.func) == "Path"
        and not expression.args
        or isinstance(expression, ast.Constant)
        and expression.value == "."
    )
