"""sgx.trusted_files and sgx.allowed_files. Both are lists of host paths, compared as written: links are not resolved."""

import hashlib
import os
import re
import stat

from . import Refusal
from .mounts import host_path, is_under


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class Files:
    def __init__(self, manifest):
        sgx = manifest.get("sgx", {})
        allowed = enumerate(sgx.get("allowed_files", []))
        self._allowed = [host_path(uri, f"sgx.allowed_files[{index}]") for index, uri in allowed]
        self._trusted = {}
        self._add_trusted(manifest["loader"]["entrypoint"], "loader.entrypoint")
        for index, entry in enumerate(sgx.get("trusted_files", [])):
            self._add_trusted(entry, f"sgx.trusted_files[{index}]")

    def _add_trusted(self, entry, where):
        if isinstance(entry, str) or "sha256" not in entry:
            uri = entry if isinstance(entry, str) else entry["uri"]
            raise Refusal(f"{where} ({uri}) has no sha256: this manifest was not expanded for a run")
        uri, expected = entry["uri"], entry["sha256"].lower()
        if uri.endswith("/"):
            raise Refusal(f"{where} ({uri}) is a directory: this manifest was not expanded for a run")
        if not re.fullmatch("[0-9a-f]{64}", expected):
            raise Refusal(f"{where} ({uri}) has sha256 {expected!r}: expected 64 hexadecimal digits")
        path = host_path(uri, where)
        if self._trusted.setdefault(path, expected) != expected:
            raise Refusal(f"{where} ({uri}) is listed twice with two hashes:\n  {self._trusted[path]}\n  {expected}")

    def is_allowed(self, path):
        return any(is_under(path, directory) for directory in self._allowed)

    def is_trusted(self, path):
        """Whether Gramine hashes the file. It does not hash one that is allowed as well."""
        return path in self._trusted and not self.is_allowed(path)

    def is_listed(self, path):
        return path in self._trusted or self.is_allowed(path)

    def check(self):
        """Hashes every trusted file; Gramine does so when one is first looked up. An allowed one it does not hash."""
        for path, expected in self._trusted.items():
            if self.is_allowed(path):
                continue
            try:
                regular = stat.S_ISREG(os.stat(path).st_mode)
                found = sha256(path) if regular else None
            except OSError as problem:
                raise Refusal(f"trusted file {path}: {problem.strerror}") from None
            if not regular:
                raise Refusal(f"trusted file {path} is no regular file")
            if found != expected:
                raise Refusal(f"trusted file {path} was changed:\n  manifest {expected}\n  file     {found}")
