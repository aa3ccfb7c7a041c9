"""Strict mode: which files a traced run opened that Gramine would have denied.

strace records every call that opens a file by name; the results are judged after the run, through the manifest's mounts.
Calls that only look at names (stat, access, readlink) are free under Gramine and not traced.
"""

import glob
import os
import re
from collections import Counter

from .hashed import Hashed
from .mounts import is_under

CALLS = "open,openat,?openat2,creat,execve,execveat,truncate,chdir,mmap"

# -xx: each byte of a name as \xNN, so that no name can break a line; -y: the directories of AT_FDCWD and descriptors.
STRACE = ["strace", "-f", "--seccomp-bpf", "-qq", "-xx", "-y", "-s", "65536", "-e", "signal=none", "-e", f"trace={CALLS}"]

LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)", re.DOTALL)
UNFINISHED = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$", re.DOTALL)
RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$", re.DOTALL)
NAMED = re.compile(r'^(?:(?:AT_FDCWD|\d+)<((?:\\x[0-9a-f]{2})*)>, )?"((?:\\x[0-9a-f]{2})*)"')
MAPPING = re.compile(r"^(?:NULL|0x[0-9a-f]+), (\d+), [^,]+, [^,]+, \d+<((?:\\x[0-9a-f]{2})*)>(?:\(deleted\))?, (0|0x[0-9a-f]+)$")
WRITING = re.compile(r"\bO_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)\b")

# Data of the system's glibc that Gramine's own, built with another prefix, does not look for; what the stand-in adds.
NATIVE_ONLY = (
    "/etc/ld.so.cache",
    "/etc/ld.so.preload",
    "/usr/lib/gramine-standin",
    "/usr/lib/locale",
    "/usr/lib/x86_64-linux-gnu/gconv",
    "/usr/share/locale",
)
LIBRARY_DIRECTORIES = {
    "/lib", "/lib64", "/lib/x86_64-linux-gnu", "/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu"
}  # fmt: skip
GLIBC = "/gramine/runtime/glibc"


def opened(lines):
    """(path, access) of each file that was opened or executed; access is "read", "write" or "execute"."""
    return ((path, access) for path, access, _ in events(lines) if access != "map")


def events(lines):
    """(path, access, None) of each call that succeeded, as opened has them, and (path, "map", (offset, length)) of each mapping."""
    pending, directories, first = {}, {}, True
    for line in lines:
        line = line.rstrip("\n")
        if match := UNFINISHED.match(line):
            pending[match[1]] = match[2]
            continue
        if match := RESUMED.match(line):
            line = f"{match[1]} {pending.pop(match[1], '')}{match[2]}"
        call = LINE.match(line)
        if not call or int(call[4]) < 0:
            continue
        pid, name, arguments = call[1], call[2], call[3]
        if name == "mmap":
            if mapping := MAPPING.match(arguments):
                yield _decoded(mapping[2]), "map", (int(mapping[3], 0), int(mapping[1]))
            continue
        named = NAMED.match(arguments)
        if not named:
            continue
        if named[1]:
            directory = _decoded(named[1])
            if arguments.startswith("AT_FDCWD"):
                directories[pid] = directory
        else:
            directory = directories.get(pid, "/")
        path = os.path.normpath(os.path.join(directory, _decoded(named[2])))
        if name == "chdir":
            directories[pid] = path
        elif name.startswith("exec"):
            # The first one is the program itself, checked before it was started.
            if not first:
                yield path, "execute", None
            first = False
        elif "O_PATH" not in arguments:
            writing = name in ("creat", "truncate") or WRITING.search(arguments[named.end() :])
            yield path, "write" if writing else "read", None


def _decoded(escaped):
    return os.fsdecode(bytes.fromhex(escaped.replace("\\x", "")))


class Verdict:
    """Counts of (path, access): denied would have failed under Gramine; absent would not have been there at all. sources are Python's
    whose compiled form is listed: a traceback or a warning wanted a line, and does without it."""

    def __init__(self, mounts, files):
        self._mounts = mounts
        self._files = files
        self.hashed = Hashed(files)
        self._names = {}
        self._glibc = [mount.source for mount in mounts if mount.source.endswith(GLIBC)]
        self.denied = Counter()
        self.absent = Counter()
        self.sources = Counter()

    def add(self, path, access):
        if any(is_under(path, name) for name in NATIVE_ONLY):
            return
        host = self._in_runtime(path)
        if host is None:
            mount = self._mounts.of(path)
            if mount is None or mount.kind in ("encrypted", "untrusted_shm"):
                return
            host = self._mounts.to_host(path)
            # In memory: new files are welcome; what the native run found there would not be there.
            if host is None:
                if access != "write" and os.path.isfile(path) and mount.path == "/":
                    self.absent[path, access] += 1
                return
        if access == "read":
            self.hashed.opened(host)
            self._names[os.path.realpath(path)] = host
        if not self._files.is_listed(host) and not self._is_special(host):
            if host != path and not os.path.lexists(host):
                self.absent[path, access] += 1
            elif access == "read" and self._is_compiled(host):
                self.sources[host, access] += 1
            else:
                self.denied[host, access] += 1

    def _is_compiled(self, path):
        directory, name = os.path.split(path)
        if not name.endswith(".py"):
            return False
        compiled = glob.glob(os.path.join(glob.escape(directory), "__pycache__", glob.escape(name[:-3]) + ".cpython-*.pyc"))
        return any(self._files.is_listed(file) for file in compiled)

    def add_mapping(self, path, offset, length):
        """A mapping names the file behind all links, and Gramine the one that was opened."""
        if path in self._names:
            self.hashed.mapped(self._names[path], offset, length)

    def _in_runtime(self, path):
        """Natively the system's glibc is loaded; under Gramine the one that is mounted over it, by the same names."""
        directory, name = os.path.split(path)
        if directory in LIBRARY_DIRECTORIES:
            for runtime in self._glibc:
                if os.path.isfile(os.path.join(runtime, name)):
                    return os.path.join(runtime, name)
        return None

    @staticmethod
    def _is_special(path):
        """Directories and devices are no files to be trusted; one that is gone by now was a file."""
        return os.path.exists(path) and not os.path.isfile(path)


def table(counts):
    rows = [f"  {'times':>7}  {'access':<7}  path"]
    rows += [f"  {times:>7}  {access:<7}  {path}" for (path, access), times in sorted(counts.items())]
    return "\n".join(rows)
