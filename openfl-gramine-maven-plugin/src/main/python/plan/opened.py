"""Which of the image's files this process has opened, and how an actor comes to open as few.

An enclave hashes each of them as it starts, so this is what a start costs.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

IMAGE = Path("/opt/openfl-gramine")


def as_actors_import(image=IMAGE):
    """Imports what an actor imports before it reads its plan, with the launcher's deferred modules."""
    if not (image / "launcher").is_dir():
        return
    sys.path.insert(0, str(image))
    try:
        rarely_used = import_module("launcher.rarely_used")
    finally:
        sys.path.remove(str(image))
    rarely_used.defer()
    try:
        rarely_used.load_what_the_plan_uses()
        import_module("openfl.interface.cli")
    except Exception:  # the trial of the plan tells what is wrong
        pass


def opened(maps="/proc/self/maps"):
    """
    libraries: {path: {"bytes": of the file, "mapped": by the loader}}
    files:     the number of other files, which are those of Python modules
    bytes:     of the other files
    """
    segments = _segments(maps)
    libraries = {path: os.path.getsize(path) for path in sorted(segments) if os.path.isfile(path)}
    others = {path: os.path.getsize(path) for path in _modules() if path not in segments and os.path.isfile(path)}
    return {
        "libraries": {path: {"bytes": size, "mapped": _mapped(segments[path], size)} for path, size in libraries.items()},
        "files": len(others),
        "bytes": sum(others.values()),
    }


def _segments(maps):
    """{path: [(start, end, offset in the file)]} of libraries, in the order of addresses, without what only keeps a place."""
    segments = {}
    for line in Path(maps).read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        addresses, access, offset, _, _, *path = line.split(None, 5)
        if path and ".so" in os.path.basename(path[0]) and access != "---p":
            start, end = (int(address, 16) for address in addresses.split("-"))
            segments.setdefault(path[0], []).append((start, end, int(offset, 16)))
    return segments


def _mapped(segments, size):
    """A loader maps a library once as a whole, from its first segment on, and then each other segment over that."""
    first, _, offset = segments[0]
    return min(segments[-1][1] - first, size - offset) + sum(end - start for start, end, _ in segments[1:])


def _modules():
    files = set()
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        if spec is None or not spec.has_location or type(module).__name__ == "DeferredModule":
            continue
        compiled = spec.cached if spec.cached and os.path.isfile(spec.cached) else spec.origin
        files.add(os.path.realpath(compiled))
    return files
