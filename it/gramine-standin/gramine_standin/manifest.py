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
    _check_libos(manifest["libos"], manifest["fs"])
    _check_sgx(manifest.get("sgx", {}))
    _check_sys(manifest.get("sys", {}))
    return manifest


def _check_loader(loader):
    given = [f"loader.{key}" for key in ARGUMENT_OPTIONS if loader.get(key) not in (None, False)]
    if len(given) > 1:
        raise Refusal(f"{' and '.join(given)} are both set: expected one of them at most")
    if loader.get("argv") == []:
        raise Refusal("loader.argv is empty: expected at least the program's name")
    if "env_src_file" in loader and loader.get("insecure__use_host_env"):
        raise Refusal("loader.env_src_file and loader.insecure__use_host_env are both set: expected one of them at most")
    for name, value in loader.get("env", {}).items():
        if isinstance(value, dict) and len(value) != 1:
            raise Refusal(f"loader.env.{name} = {value!r}: expected either a value or passthrough = true")
    for key in ("uid", "gid"):
        _check_range(f"loader.{key}", loader.get(key, 0), 0, 0xFFFFFFFF)


def _check_libos(libos, fs):
    if libos["entrypoint"].startswith("file:"):
        raise Refusal(f"libos.entrypoint = {libos['entrypoint']!r}: expected a path, not a URI")
    for name, key in fs.get("insecure__keys", {}).items():
        if not re.fullmatch("[0-9a-fA-F]{32}", key):
            raise Refusal(f"fs.insecure__keys.{name}: expected 32 hexadecimal digits")


def _check_range(where, number, least, most):
    if not least <= number <= most:
        raise Refusal(f"{where} = {number}: expected {least} to {most}")


def _check_sgx(sgx):
    size = parse_size(sgx.get("enclave_size", "256M"), "sgx.enclave_size")
    if size == 0 or size & (size - 1):
        raise Refusal(f"sgx.enclave_size = {sgx['enclave_size']!r}: expected a power of 2")
    threads = sgx.get("max_threads")
    if threads is None:
        raise Refusal("sgx.max_threads is missing")
    _check_range("sgx.max_threads", threads, 1, 4096)
    for key in ("isvprodid", "isvsvn"):
        _check_range(f"sgx.{key}", sgx.get(key, 0), 0, 0xFFFF)
    rpc = sgx.get("insecure__rpc_thread_num", 0)
    _check_range("sgx.insecure__rpc_thread_num", rpc, 0, 256)
    if rpc and threads > 1024:
        raise Refusal(f"sgx.max_threads = {threads}: expected at most 1024 with sgx.insecure__rpc_thread_num")
    for key, digits in (("flags_mask", 16), ("xfrm_mask", 16), ("misc_mask", 8)):
        mask = sgx.get("seal_key", {}).get(key, "0x" + "0" * digits)
        if not re.fullmatch("0[xX][0-9a-fA-F]{%d}" % digits, mask):
            raise Refusal(f"sgx.seal_key.{key} = {mask!r}: expected 0x and {digits} hexadecimal digits")
    for index, uri in enumerate(sgx.get("allowed_files", [])):
        if not uri.startswith(("file:", "dev:")):
            raise Refusal(f"sgx.allowed_files[{index}] = {uri!r}: expected file: or dev: and a path")
    if sgx.get("enable_stats") or sgx.get("profile", {}).get("enable", "none") != "none":
        raise Refusal("sgx.enable_stats and sgx.profile need a debug build of Gramine")
    if sgx.get("preheat_enclave") and sgx.get("edmm_enable"):
        raise Refusal("sgx.preheat_enclave and sgx.edmm_enable exclude each other")


def _check_sys(sys):
    parse_size(sys.get("stack", {}).get("size", "256K"), "sys.stack.size")
    if parse_size(sys.get("brk", {}).get("max_size", "256K"), "sys.brk.max_size") % 4096:
        raise Refusal(f"sys.brk.max_size = {sys['brk']['max_size']!r}: expected a multiple of 4096")
    if sys.get("fds", {}).get("limit", 0) < 0:
        raise Refusal(f"sys.fds.limit = {sys['fds']['limit']}: expected 0 or more")


def parse_size(text, where):
    """A decimal number and one of K, M, G: Gramine's loader reads no other, although its signer does."""
    match = re.fullmatch(r"([0-9]+)([KMGkmg]?)", text)
    if not match:
        raise Refusal(f"{where} = {text!r}: expected a decimal number and K, M or G")
    digits, unit = match.groups()
    return int(digits) << {"": 0, "K": 10, "M": 20, "G": 30}[unit.upper()]


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
