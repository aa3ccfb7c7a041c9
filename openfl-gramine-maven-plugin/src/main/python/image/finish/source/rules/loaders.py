"""Data loaders that OpenFL 1.9 cannot make without data, as it does to create the initial model."""

import ast

from ..calls import bare_name

PARAMETER = "data_path"
UNKNOWN = {"get_feature_shape": "the shape of one example, such as [1, 28, 28]", "get_num_classes": "the number of classes"}
# XGBoost's answers, or nobody asks it.
SILENT = tuple(f"openfl.federated.{name}DataLoader" for name in ("", "PyTorch", "Keras", "TensorFlow"))
OF_FRAMEWORKS = ("torch.", "tensorflow.", "keras.")


def rule(place, program):
    node = place.node
    if not isinstance(node, ast.ClassDef) or not any(is_loader(base, place.module) for base in node.bases):
        return
    methods = {method.name for method in node.body if isinstance(method, ast.FunctionDef)}
    for asked, answer in UNKNOWN.items():
        if asked not in methods and program.calls(asked) and is_openfls(node.bases, place.module):
            yield (
                node.lineno,
                f"the workspace calls {asked} of this data loader, which the classes of OpenFL 1.9 do not answer.",
                f"Add a method {asked}(self) that returns {answer}.",
            )
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name == "__init__":
            if not takes_path(method.args):
                yield (
                    method.lineno,
                    f"OpenFL makes this data loader with {PARAMETER}=None for the initial model, which __init__ does not take.",
                    f"Add the parameter {PARAMETER}, and read no data if it is None.",
                )
            elif reads_path(method) and not asks_for_none(method):
                yield (
                    method.lineno,
                    f"OpenFL makes this data loader with {PARAMETER}=None for the initial model, and __init__ reads data all the same.",
                    f"If {PARAMETER} is None, set the shape of the features and the number of classes, and return.",
                )


def is_loader(base, module):
    """OpenFL's own classes are DataLoader, PyTorchDataLoader and so on; a framework's are something else."""
    dotted = module.dotted(base) or ""
    return (bare_name(base) or "").endswith("DataLoader") and not dotted.startswith(OF_FRAMEWORKS)


def is_openfls(bases, module):
    return any((module.dotted(base) or "") in SILENT for base in bases)


def takes_path(arguments):
    names = [argument.arg for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]]
    return PARAMETER in names or arguments.kwarg is not None


def reads_path(method):
    """Whether the path is used for more than to keep it or to hand it to the class above."""
    kept = set()
    for node in ast.walk(method):
        if isinstance(node, ast.Assign) and is_path(node.value):
            kept.add(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "__init__":
            kept.update([*node.args, *(keyword.value for keyword in node.keywords)])
    return any(is_path(node) and node not in kept for node in ast.walk(method))


def asks_for_none(method):
    for node in ast.walk(method):
        if isinstance(node, (ast.If, ast.IfExp, ast.While)) and any(is_path(part) for part in ast.walk(node.test)):
            return True
        if isinstance(node, ast.BoolOp) and any(is_path(value) for value in node.values):
            return True
    return False


def is_path(node):
    return isinstance(node, ast.Name) and node.id == PARAMETER and isinstance(node.ctx, ast.Load)
