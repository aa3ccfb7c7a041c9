"""Where a path of the program lies on the host: fs.root and fs.mounts, the longest mount path first."""

import os.path
from dataclasses import dataclass

from . import Refusal

# Gramine makes these itself.
PSEUDO = ("/proc", "/sys", "/dev")


def host_path(uri, where):
    """The normalised path of a file: URI; a relative one starts at the working directory, as in Gramine."""
    if not uri.startswith("file:"):
        raise Refusal(f"{where} = {uri!r}: expected file:PATH")
    return os.path.normpath(os.path.join(os.getcwd(), uri[len("file:") :]))


def is_under(path, directory):
    return path == directory or path.startswith(directory.rstrip("/") + "/")


@dataclass(frozen=True)
class Mount:
    path: str
    kind: str  # chroot, encrypted, tmpfs, untrusted_shm
    source: str  # host path; empty for tmpfs


class Mounts:
    def __init__(self, fs):
        self._mounts = [self._mount(entry, f"fs.mounts[{index}]") for index, entry in enumerate(fs["mounts"])]
        self._mounts.sort(key=lambda mount: len(mount.path), reverse=True)
        root = fs.get("root", {"uri": "file:."})
        self._mounts.append(self._mount({**root, "path": "/"}, "fs.root"))

    @staticmethod
    def _mount(entry, where):
        path = entry["path"]
        if not path.startswith("/") or (path == "/" and where != "fs.root"):
            raise Refusal(f"{where}.path = {path!r}: expected an absolute path other than /")
        kind = entry.get("type", "chroot")
        source = "" if kind == "tmpfs" else host_path(entry["uri"], where + ".uri")
        return Mount(os.path.normpath(path), kind, source)

    def __iter__(self):
        return iter(self._mounts)

    def of(self, path):
        """The mount that an absolute, normalised path belongs to; None for what Gramine makes itself."""
        if any(is_under(path, directory) for directory in PSEUDO):
            return None
        return next(mount for mount in self._mounts if is_under(path, mount.path))

    def to_host(self, path):
        """The host's name of a path, or None where it lies in memory (tmpfs, /proc, /sys, /dev)."""
        mount = self.of(path)
        if mount is None or not mount.source:
            return None
        return os.path.normpath(os.path.join(mount.source, os.path.relpath(path, mount.path)))
