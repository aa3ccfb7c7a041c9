"""Packages whose purpose an enclave does not allow, and names that OpenFL no longer has."""

import ast

PACKAGES = {
    "openfl.experimental": (
        "OpenFL's experimental APIs run code that arrives during the federation; an enclave runs only measured code.",
        "Write it as a task runner.",
    ),
    "openfl.interface.interactive_api": (
        "OpenFL 1.9 has no interactive API; it ran code that arrived during the federation.",
        "Write it as a task runner.",
    ),
    "openfl.federated.TensorFlowDataLoader": ("OpenFL 1.9 does not have it.", "Use openfl.federated.KerasDataLoader."),
    "openfl.federated.TensorFlowTaskRunner": (
        "OpenFL 1.9 does not have it.",
        "Use openfl.federated.KerasTaskRunner, with a Keras model as self.model.",
    ),
    "openfl.federated.FastEstimatorDataLoader": ("OpenFL 1.9 does not have it.", "Use a data loader of PyTorch's or Keras'."),
    "openfl.federated.FastEstimatorTaskRunner": ("OpenFL 1.9 does not have it.", "Use a task runner of PyTorch's or Keras'."),
    "flwr": ("Flower starts programs of its own, which an enclave cannot do.", "Write it as a task runner of OpenFL's."),
    "modin": ("Modin starts Ray's, Dask's or MPI's processes, which an enclave cannot do.", "Use pandas itself: import pandas as pd."),
    "ray": ("Ray starts processes, which an enclave cannot do.", "Do the work in the actor's own process."),
    "boto3": ("this reads from S3; an enclave has no network apart from the federation's.", "Download to data/ before the start."),
    "s3fs": ("this reads from S3; an enclave has no network apart from the federation's.", "Download to data/ before the start."),
    "tensorboardX": (
        "TensorBoard's files can be written to logs/ alone.",
        "Pass a directory below logs/, or let OpenFL write the metrics (write_logs: true).",
    ),
    "torch.utils.tensorboard": (
        "TensorBoard's files can be written to logs/ alone.",
        "Pass a directory below logs/, or let OpenFL write the metrics (write_logs: true).",
    ),
}
SCRIPT = {"__name__"}


def rule(place, program):
    """Tells each package once per file, at its first import."""
    if isinstance(place.node, (ast.Import, ast.ImportFrom)) and not program.is_behind(place, SCRIPT):
        for package, (problem, remedy) in PACKAGES.items():
            if imports(place, package) and place is next(each for each in place.module.places if imports(each, package)):
                yield place.node.lineno, f"{package}: {problem}", remedy


def imports(place, package):
    return isinstance(place.node, (ast.Import, ast.ImportFrom)) and any(
        name == package or name.startswith(package + ".") for name in names(place.node)
    )


def names(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if node.level or not node.module:
        return []
    return [f"{node.module}.{alias.name}" for alias in node.names]
