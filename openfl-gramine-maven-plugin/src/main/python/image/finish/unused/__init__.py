"""Replaces libraries that are needed in name only: other libraries list them, and use nothing of them.

A library lists what it was linked with, used or not, and the loader opens all of it, and what that needs in turn. In an enclave each
byte of it is hashed several times.
"""

import hashlib
import os
import shutil

from . import empty
from .loading import Loading
from .names import PythonNames
from .proof import Proof

DIRECTORIES = ("/usr/lib/x86_64-linux-gnu", "/usr/lib", "/usr/local/lib")
ELF = b"\x7fELF"
NOTHING = {"replaced": [], "without": [], "set_aside": {}, "kept": {}, "unmatched": [], "in_doubt": []}


def replace(files, interpreter, patterns=(), directories=DIRECTORIES):
    """Replaces each library that is proven to be unused, and returns what was done.

    files: all regular files; patterns: names of libraries that are unused by their owner's word where no program can decide it.
    """
    loading = Loading(directories)
    proof = _proof(loading, list(files), interpreter)
    named = {pattern: proof.named(pattern) for pattern in patterns}
    verdict = proof.verdict(set().union(*named.values()))
    found = {
        "replaced": [_described(loading.object(path)) for path in sorted(verdict.unused)],
        "without": [{"path": path, "bytes": loading.object(path).size} for path in sorted(proof.left_out(verdict.unused))],
        "set_aside": verdict.doubts,
        "kept": verdict.kept,
        "unmatched": [pattern for pattern, libraries in named.items() if not libraries],
        "in_doubt": sorted(map(os.path.basename, proof.in_doubt() - verdict.unused)),
    }
    contents = {path: empty.library(loading.object(path)) for path in verdict.unused}
    for path, content in contents.items():
        _write(path, content)
    return found


def _described(found):
    """A library before it is replaced."""
    return {"path": found.path, "bytes": found.size, "sha256": _digest(found.path)}


def _proof(loading, files, interpreter):
    objects = [path for path in files if _is_elf(path) and loading.object(path)]
    programs = [path for path in objects if path != interpreter and loading.object(path).is_program]
    needed = {library for path in objects for library in loading.needed(path)}
    others = set(objects) - needed - {interpreter, *programs}
    python = PythonNames(path for path in files if path.endswith((".py", ".pyc")))
    return Proof(loading, interpreter, programs, others, python)


def _is_elf(path):
    with open(path, "rb") as file:
        return file.read(4) == ELF


def _digest(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _write(path, content):
    """Whole or not at all; what has the file open keeps it."""
    beside = f"{path}.empty"
    with open(beside, "wb") as file:
        file.write(content)
    shutil.copystat(path, beside)
    status = os.stat(path)
    os.chown(beside, status.st_uid, status.st_gid)
    os.utime(beside, (status.st_mtime, status.st_mtime))
    os.replace(beside, path)
