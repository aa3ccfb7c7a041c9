"""PyTorch's ways to ask for a GPU, unless the code asks first whether there is one."""

import ast
import re

from ..calls import bare_name
from ..module import targets

NAME = re.compile(r"cuda(:\d*)?")
KEYWORDS = {"device", "map_location"}
ASKING = {"is_available", "device_count"}


def rule(place, program):
    if wants_gpu(place.node) and not program.is_behind(place, ASKING):
        yield place.node.lineno, "this needs a GPU; an enclave has none.", "Keep it on the CPU."


def wants_gpu(node):
    if isinstance(node, ast.Call):
        return (
            isinstance(node.func, ast.Attribute)
            and node.func.attr == "cuda"
            or bare_name(node.func) in ("to", "device")
            and is_gpu(node.args[:1])
            or is_gpu(keyword.value for keyword in node.keywords if keyword.arg in KEYWORDS)
        )
    if not isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
        return False
    return is_gpu([node.value]) and any((bare_name(target) or "").lower() == "device" for target in targets(node))


def is_gpu(expressions):
    return any(isinstance(value := first(expression), str) and NAME.fullmatch(value) for expression in expressions)


def first(expression):
    """A constant, or the constant that a formatted string begins with."""
    if isinstance(expression, ast.JoinedStr) and expression.values:
        expression = expression.values[0]
    return expression.value if isinstance(expression, ast.Constant) else None
