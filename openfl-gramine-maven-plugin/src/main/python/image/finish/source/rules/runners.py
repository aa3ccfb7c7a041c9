"""Task runners with methods of OpenFL 1.3 to 1.5, which OpenFL 1.9 never calls."""

import ast

from ..calls import bare_name

RUNNERS = ("PyTorchTaskRunner", "KerasTaskRunner")
PARAMETERS = "It has the same parameters."
METRIC = "It gets a data loader, and returns openfl.utilities.Metric(name, value)."
TODAY = {
    "validate": ("validate_task", PARAMETERS),
    "train_batches": ("train_task", PARAMETERS),
    "train_epoch": ("train_", METRIC),
    "train_iteration": ("train_", METRIC),
}
# PyTorch's modules have a method train of their own.
TODAY_IN_KERAS = {**TODAY, "train": ("train_task", PARAMETERS)}


def rule(place, program):
    node = place.node
    bases = {bare_name(base) for base in node.bases} if isinstance(node, ast.ClassDef) else set()
    if not bases.intersection(RUNNERS):
        return
    today = TODAY_IN_KERAS if "KerasTaskRunner" in bases else TODAY
    names = {method.name for method in node.body if isinstance(method, ast.FunctionDef)}
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name in today and today[method.name][0] not in names:
            name, remedy = today[method.name]
            yield (
                method.lineno,
                f"OpenFL 1.9 calls {name}, and never {method.name}, the name in OpenFL 1.3 to 1.5.",
                f"Rename it to {name}. {remedy}",
            )
