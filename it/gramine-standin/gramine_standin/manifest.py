"""A manifest as Gramine 1.9's runtime reads it."""

import re

try:
    import tomllib
except ImportError:  # Python 3.10; pip carries the same parser
    try:
        from pip._vendor import tomli as tomllib
    except ImportError:
        tomllib = None

from . import Refusal, schema

ARGUMENT_OPTIONS = ("argv", "argv_src_file", "insecure__use_cmdline_argv")


def read(path):
    """The checked manifest."""
    if tomllib is None:
        raise Refusal("this Python has no TOML parser: install Python 3.11 or newer, or pip")
    try:
        with open(path, "rb") as file:
            manifest = tomllib.load(file)
    except OSError as problem:
        raise Refusal(f"manifest {path}: {problem.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise Refusal(f"manifest {path}: {problem}") from None
    schema.check(schema.MANIFEST, manifest)
    _check_loader(manifest["loader"])
    _check_sgx(manifest.get("sgx", {}))
    return manifest


def _check_loader(loader):
    given = [f"loader.{key}" for key in ARGUMENT_OPTIONS if loader.get(key) not in (None, False)]
    if len(given) > 1:
        raise Refusal(f"{' and '.join(given)} are both set: expected one of them at most")


def _check_sgx(sgx):
    size = parse_size(sgx.get("enclave_size", "256M"), "sgx.enclave_size")
    if size == 0 or size & (size - 1):
        raise Refusal(f"sgx.enclave_size = {sgx['enclave_size']!r}: expected a power of 2")
    threads = sgx.get("max_threads")
    if threads is None:
        raise Refusal("sgx.max_threads is missing")
    if not 1 <= threads <= 4096:
        raise Refusal(f"sgx.max_threads = {threads}: expected 1 to 4096")
    for key in ("isvprodid", "isvsvn"):
        if not 0 <= sgx.get(key, 0) <= 0xFFFF:
            raise Refusal(f"sgx.{key} = {sgx[key]}: expected 0 to 65535")
    if sgx.get("enable_stats") or sgx.get("profile", {}).get("enable", "none") != "none":
        raise Refusal("sgx.enable_stats and sgx.profile need a debug build of Gramine")
    if sgx.get("preheat_enclave") and sgx.get("edmm_enable"):
        raise Refusal("sgx.preheat_enclave and sgx.edmm_enable exclude each other")


def parse_size(text, where):
    """A number, decimal or with 0x or 0, and one of K, M, G."""
    match = re.fullmatch(r"(0[xX][0-9a-fA-F]+|[0-9]+)([KMGkmg]?)", text)
    if not match:
        raise Refusal(f"{where} = {text!r}: expected a number and K, M or G")
    digits, unit = match.groups()
    octal = re.fullmatch("0[0-7]+", digits)
    return int(digits, 8 if octal else 0) << {"": 0, "K": 10, "M": 20, "G": 30}[unit.upper()]


def insecure_options(manifest):
    """What Gramine warns about at start."""
    loader, sgx, sys, fs = (manifest.get(name, {}) for name in ("loader", "sgx", "sys", "fs"))
    found = [f"loader.{key}" for key in loader if key.startswith("insecure__") and loader[key]]
    found += [f"sys.{key}" for key in sys if key.startswith("insecure__") and sys[key]]
    found += [f"fs.{key}" for key in fs if key.startswith("insecure__")]
    found += [f"sgx.{key}" for key in sgx if key.startswith("insecure__") and sgx[key]]
    if loader.get("log_level", "error") not in ("none", "error"):
        found.append(f"loader.log_level = {loader['log_level']}")
    if sgx.get("debug"):
        found.append("sgx.debug")
    if sgx.get("file_check_policy") == "allow_all_but_log":
        found.append("sgx.file_check_policy = allow_all_but_log")
    if sgx.get("allowed_files"):
        found.append("sgx.allowed_files")
    return found
