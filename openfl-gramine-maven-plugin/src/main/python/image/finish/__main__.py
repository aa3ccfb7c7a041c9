"""The last step of an image's build: python -I -B /opt/openfl-gramine/finish [--strip] [--rearrange] [--empty-unused [PATTERN…]]

Removes what the build stage removed from the base, compiles the launcher and the workspace's code, leaves no .pyc that
depends on a file's time, and writes the inventory that the trusted list is made with and in which graminize finds what to
warn about. With --empty-unused it first replaces libraries that nothing uses; the patterns name those that are unused by
their owner's word where no program can decide it. With --strip it removes from libraries what no loader reads, with --rearrange it moves their first segments. Python 3.10 to 3.12, the standard library alone.
"""

import compileall
import importlib.util
import json
import os
import py_compile
import shutil
import sys
from pathlib import Path

import elf
import imports
import rearrange
import source
import strip
import unused

PRODUCT = Path("/opt/openfl-gramine")
WORKSPACE = Path("/workspace")
NOT_OF_THE_IMAGE = {"/dev", "/proc", "/run", "/sys", "/tmp"}
UNCHECKED_HASH = py_compile.PycInvalidationMode.UNCHECKED_HASH
UNCHECKED = (1).to_bytes(4, "little")  # how a .pyc says so, behind its magic number


def main(arguments=()):
    if os.geteuid():
        refuse("the last step needs root: put USER root into gramine/Dockerfile behind FROM.")
    remove_from_base(PRODUCT / "removed")
    try:
        findings = source.findings(WORKSPACE)
    except source.Broken as broken:
        refuse(*broken.args)
    for directory in (PRODUCT / "launcher", WORKSPACE / "src"):
        if not compileall.compile_dir(directory, quiet=1, force=True, invalidation_mode=UNCHECKED_HASH):
            refuse(f"{directory} does not compile (above).")
    for path in files():
        if path.endswith(".pyc"):
            make_independent_of_times(path)
    interpreter = os.path.realpath(sys.executable)
    arguments = list(arguments)
    stripped = strip.strip(list(files())) if option(arguments, "--strip") else {}
    is_rearranged = option(arguments, "--rearrange")
    replaced = unused.replace(files(), interpreter, arguments[1:]) if arguments else unused.NOTHING
    rearranged = rearrange.rearrange(list(files())) if is_rearranged else {}
    inventory = {
        "findings": findings,
        "libraries": {path: found for path in files() if (found := libraries_of(path, interpreter))},
        "modules": imports.reached(WORKSPACE, PRODUCT / "actor.py"),
        "rearranged": rearranged,
        "stripped": stripped,
        "unused": replaced,
        "removed": json.loads((PRODUCT / "removed.json").read_text(encoding="utf-8")),
    }
    text = json.dumps(inventory, indent=1, sort_keys=True)
    (PRODUCT / "inventory.json").write_text(text + "\n", encoding="utf-8")


def option(arguments, name):
    """Whether it is the first of the arguments, which it leaves then."""
    is_given = arguments[:1] == [name]
    del arguments[: int(is_given)]
    return is_given


def refuse(*problems):
    for problem in problems:
        print(f"openfl-gramine: ERROR {problem}", file=sys.stderr)
    sys.exit(1)


def remove_from_base(record):
    """The build stage's base is this image's base, too: what went there goes here, out of sight if not out of its layer."""
    for name in record.read_bytes().split(b"\0")[:-1]:
        path = os.path.join(b"/", name)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        elif os.path.lexists(path):
            os.remove(path)


def files():
    """All regular files of the image."""
    for directory, directories, names in os.walk("/"):
        directories[:] = sorted(name for name in directories if os.path.join(directory, name) not in NOT_OF_THE_IMAGE)
        for name in sorted(names):
            path = os.path.join(directory, name)
            if os.path.isfile(path) and not os.path.islink(path):
                yield path


def make_independent_of_times(path):
    """Under Gramine every file is of 1970: a .pyc with a time in it would be compiled again at every start (PEP 552)."""
    with open(path, "rb") as file:
        is_sound = file.read(8) == importlib.util.MAGIC_NUMBER + UNCHECKED
    try:
        source = importlib.util.source_from_cache(path)
    except ValueError:
        source = None  # not in a __pycache__
    if source and os.path.isfile(source):
        is_sound = is_sound or compiles(source, path)
    else:
        is_sound = is_sound and source is None
    if not is_sound:
        os.remove(path)


def compiles(source, path):
    try:
        py_compile.compile(source, path, doraise=True, invalidation_mode=UNCHECKED_HASH)
    except py_compile.PyCompileError:
        return False
    return importlib.util.cache_from_source(source) == path


def libraries_of(path, interpreter):
    return elf.dynamic(path) if ".so" in os.path.basename(path) or path == interpreter else None


if __name__ == "__main__":
    main(sys.argv[1:])
