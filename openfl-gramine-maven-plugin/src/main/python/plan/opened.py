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
    """{"libraries": {path: bytes}, "files": their number, "bytes": of the files}; the files are those of Python modules."""
    libraries, files = set(), set()
    for line in Path(maps).read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        path = line.split(None, 5)[5:]
        if path and ".so" in os.path.basename(path[0]):
            libraries.add(path[0])
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        if spec is None or not spec.has_location or type(module).__name__ == "DeferredModule":
            continue
        compiled = spec.cached if spec.cached and os.path.isfile(spec.cached) else spec.origin
        files.add(os.path.realpath(compiled))
    sizes = {path: os.path.getsize(path) for path in sorted(libraries | files) if os.path.isfile(path)}
    others = [path for path in sizes if path not in libraries]
    return {
        "libraries": {path: sizes[path] for path in sizes if path in libraries},
        "files": len(others),
        "bytes": sum(sizes[path] for path in others),
    }
