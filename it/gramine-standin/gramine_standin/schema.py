"""The manifest's keys and the types of their values, as Gramine 1.9's manual lists them; since 1.8 anything else is fatal.

A rule is a type, a OneOf of values, a list of one rule, a dict of rules by key ("key!" has to be there, ANY is any key)
or an Either of rules.
"""

from . import Refusal

ANY = object()
KINDS = {str: "a string", int: "an integer", bool: "true or false"}


class OneOf(tuple):
    """One of these values."""


class Either(tuple):
    """What satisfies one of these rules; the tables among them are told apart by the value of "type"."""


def mount(**more):
    chroot = {"type": OneOf(["chroot"]), "uri!": str}
    encrypted = {"type!": OneOf(["encrypted"]), "uri!": str, "key_name": str, "enable_recovery": bool}
    tmpfs = {"type!": OneOf(["tmpfs"]), "uri": str}
    shared_memory = {"type!": OneOf(["untrusted_shm"]), "uri!": str}
    return Either([{**rule, **more} for rule in (chroot, encrypted, tmpfs, shared_memory)])


LOADER = {
    "entrypoint!": {"uri!": str, "sha256": str},
    "argv": [str],
    "argv_src_file": str,
    "env": {ANY: Either([str, {"value!": str}, {"passthrough!": OneOf([True])}])},
    "env_src_file": str,
    "uid": int,
    "gid": int,
    "insecure__use_cmdline_argv": bool,
    "insecure__use_host_env": bool,
    "insecure__disable_aslr": bool,
    "log_file": str,
    "log_level": OneOf(["none", "error", "warning", "debug", "trace", "all"]),
}

FS = {"mounts!": [mount(**{"path!": str})], "root": mount(), "start_dir": str, "insecure__keys": {ANY: str}}

FEATURE = OneOf(["unspecified", "disabled", "required"])
FEATURE_WITHOUT_DEFAULT = OneOf(["disabled", "required"])

SGX = {
    "allowed_files": [str],
    "trusted_files": [Either([str, {"uri!": str, "sha256": str}])],
    "file_check_policy": OneOf(["strict", "allow_all_but_log"]),
    "cpu_features": {
        "avx": FEATURE,
        "avx512": FEATURE,
        "amx": FEATURE,
        "mpx": FEATURE_WITHOUT_DEFAULT,
        "pkru": FEATURE_WITHOUT_DEFAULT,
    },
    "debug": bool,
    "edmm_enable": bool,
    "enable_stats": bool,
    "enclave_size": str,
    "insecure__allow_memfaults_without_exinfo": bool,
    "insecure__rpc_thread_num": int,
    "isvprodid": int,
    "isvsvn": int,
    "max_threads": int,
    "preheat_enclave": bool,
    "profile": {
        "enable": OneOf(["none", "main", "all"]),
        "mode": OneOf(["aex", "ocall_inner", "ocall_outer"]),
        "with_stack": bool,
        "frequency": int,
    },
    "remote_attestation": OneOf(["none", "dcap"]),
    "seal_key": {"flags_mask": str, "xfrm_mask": str, "misc_mask": str},
    "use_exinfo": bool,
    "vtune_profile": bool,
}

SYS = {
    "allowed_ioctls": [{"request_code!": int, "struct": str}],
    "brk": {"max_size": str},
    "debug__mock_syscalls": [{"name!": str, "return": int}],
    "disallow_subprocesses": bool,
    "enable_extra_runtime_domain_names_conf": bool,
    "enable_sigterm_injection": bool,
    "experimental__enable_flock": bool,
    "fds": {"limit": int},
    "insecure__allow_eventfd": bool,
    "ioctl_structs": {ANY: object},
    "stack": {"size": str},
}

MANIFEST = {
    "fs!": FS,
    "libos!": {"entrypoint!": str, "check_invalid_pointers": bool},
    "loader!": LOADER,
    "sgx": SGX,
    "sys": SYS,
}


def check(rule, value, where=""):
    """Refuses a value that does not follow its rule; where is its place in the manifest."""
    if isinstance(rule, Either):
        check(_alternative(rule, value, where), value, where)
    elif isinstance(rule, OneOf):
        if not any(value == allowed and type(value) is type(allowed) for allowed in rule):
            raise Refusal(f"{where} = {value!r}: expected one of {', '.join(map(repr, rule))}")
    elif isinstance(rule, dict):
        _check_table(rule, value, where)
    elif isinstance(rule, list):
        if not isinstance(value, list):
            raise Refusal(f"{where} = {value!r}: expected an array")
        for index, item in enumerate(value):
            check(rule[0], item, f"{where}[{index}]")
    elif rule is not object and type(value) is not rule:  # a bool is no int here
        raise Refusal(f"{where} = {value!r}: expected {KINDS[rule]}")


def _check_table(rule, table, where):
    if not isinstance(table, dict):
        raise Refusal(f"{where} = {table!r}: expected a table")
    inside = where + "." if where else ""
    rules = {key.rstrip("!"): value for key, value in rule.items() if key is not ANY}
    for key in (key[:-1] for key in rule if key is not ANY and key.endswith("!")):
        if key not in table:
            raise Refusal(f"{inside}{key} is missing")
    for key, value in table.items():
        if key not in rules and ANY not in rule:
            raise Refusal(f"{inside}{key} is no key of Gramine 1.9's manifest")
        check(rules.get(key, rule.get(ANY)), value, inside + key)


def _alternative(rules, value, where):
    """The rule that the value means, so that the message is about what is wrong with it and not about all of them."""
    if not isinstance(value, dict):
        matching = [rule for rule in rules if type(value) is rule]
    elif all(isinstance(rule, dict) and ("type" in rule or "type!" in rule) for rule in rules):
        kind = value.get("type", "chroot")
        matching = [rule for rule in rules if kind in rule.get("type", rule.get("type!"))]
    else:
        tables = [rule for rule in rules if isinstance(rule, dict)]
        matching = [rule for rule in tables if set(value) & {key.rstrip("!") for key in rule}] or tables
    if not matching:
        raise Refusal(f"{where} = {value!r}: none of the forms that Gramine takes here")
    return matching[0]
