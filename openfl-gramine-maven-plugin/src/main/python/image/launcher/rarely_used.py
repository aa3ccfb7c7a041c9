"""What OpenFL 1.9 imports at every start, but uses only for some plans and for other commands than an actor's.

Each byte of a library that an enclave opens is hashed several times, so what is not used is not opened.
"""

import sys
from importlib import import_module

from . import plan
from .deferred import Finder

# For each module the functions and classes that OpenFL's own modules, and dynaconf, take from it.
MODULES = {
    # The k-means of the compression pipelines KC and SKC.
    "sklearn": (),
    "sklearn.cluster": (),
    # The certificates of fx's commands. What checks an actor's certificates is the launcher and gRPC.
    "cryptography": (),
    "cryptography.hazmat": (),
    "cryptography.hazmat.primitives": (),
    "cryptography.hazmat.primitives.serialization": (),
    "openfl.cryptography.ca": ("generate_root_cert", "generate_signing_csr", "sign_certificate"),
    "openfl.cryptography.io": ("get_csr_hash", "read_crt", "read_csr", "read_key", "write_crt", "write_key"),
    "openfl.cryptography.participant": ("generate_csr",),
    # The file of a checkpoint.
    "sqlite3": (),
    # The parser in C, which OpenFL does not ask for.
    "yaml.cyaml": (
        *("__all__", "CBaseLoader", "CSafeLoader", "CFullLoader", "CUnsafeLoader", "CLoader"),
        *("CBaseDumper", "CSafeDumper", "CDumper"),
    ),
    # The requirements that fx writes into an exported workspace.
    "pip": (),
    "pip._internal": (),
    "pip._internal.operations": (),
    "pip._internal.operations.freeze": (),
    # The REST transport (Flask, requests), and settings for web applications, which OpenFL is none of.
    "openfl.transport.rest": ("AggregatorRESTClient", "AggregatorRESTServer"),
    "dynaconf.contrib": ("DjangoDynaconf", "FlaskDynaconf"),
    # Callbacks: memory profiles, and TensorBoard's files, which the variable TENSORBOARD asks for.
    "psutil": (),
    "tensorboardX": ("SummaryWriter",),
}
# PyYAML is also there without its parser in C, and then says so as it is imported.
NEEDS = {"yaml.cyaml": "yaml._yaml"}
PIPELINES = ("KCPipeline", "SKCPipeline")


def defer():
    sys.meta_path.insert(0, Finder(MODULES, NEEDS))


def load_what_the_plan_uses():
    """At once, so that a federation which cannot use it fails at its start."""
    if str((plan.load(plan.FILE).get("compression_pipeline") or {}).get("template")).endswith(PIPELINES):
        load("sklearn.cluster")
    if plan.settings("network").get("transport_protocol") == "rest":
        load("openfl.transport.rest")


def load(name):
    dir(import_module(name))
