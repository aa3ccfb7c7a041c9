"""Writes the derived vector: a root file system with odd names and links, a manifest, and what has to come out of it."""

import hashlib
import io
import posixpath
import tarfile

import tomli_w

LIBOS = "usr/lib/x86_64-linux-gnu/gramine/libsysdb.so"
FILES = {
    LIBOS: b"libos",
    "usr/bin/python3": b"python",
    "d/back\\slash": b"1",
    "d/carriage\rreturn": b"2",
    "d/escape\x1b[31m": b"3",
    "d/line\nfeed": b"4",
    "d/quote\"'`": b"5",
    "d/tab\tname": b"6",
    "d/ leading and trailing ": b"7",
    "d/delete\x7f": b"8",
    "d/percent%20é": b"9",
    "d/\uff5e": b"10",
    "d/\U0001f600": b"11",
    "d/" + "long" * 40 + "/" + "name" * 40: b"12",
    "d/a/z": b"13",
    "d/a-b": b"14",
    "d/a.b": b"15",
    "d/empty": b"",
    "real/x": b"16",
    "outside": b"17",
}
LINKS = {
    "d/1": "2",
    "d/2": "./3/../3",
    "d/3": "a/../a/./z",
    "d/above-the-root": "../../../outside",
    "d/absolute": "/outside",
    "d/dangling": "nothing",
    "d/deep": "//" + "outside",
    "d/folder": "../real",
    "d/loop": "loop",
    "d/outside": "../outside",
    "d/through": "folder/x",
    "d/through-absolute": "../lib/x",
    "d/to-hard": "hard",
    "lib": "/real",
    "up": "d/..",
}
HARD = {"d/hard": "outside"}
ENTRIES = ["file:/usr/bin/python3", "file:/d/", "file:/up/d/through-absolute", "file:/d/absolute", "file:/lib/"]


def lookup(path, below_root_only):
    """The file's name, links followed; None where there is none, or where a link needs the root and must not."""
    steps, here, links = path.split("/"), [], 0
    while steps:
        step = steps.pop(0)
        if step in ("", "."):
            continue
        if step == "..":
            if not here and below_root_only:
                return None
            here = here[:-1]
            continue
        name = "/".join(here + [step])
        if name in LINKS:
            links += 1
            if links > 40 or (LINKS[name].startswith("/") and below_root_only):
                return None
            here = [] if LINKS[name].startswith("/") else here
            steps = LINKS[name].split("/") + steps
        elif name in FILES or name in HARD or any(other.startswith(name + "/") for other in FILES):
            here = here + [step]
        else:
            return None
    return "/".join(here)


def content(name):
    return FILES.get(HARD.get(name, name))


def children(folder):
    prefix = folder + "/"
    return sorted({n[len(prefix):].split("/")[0] for n in [*FILES, *LINKS, *HARD] if n.startswith(prefix)})


def walk(folder):
    for child in children(folder):
        name = posixpath.join(folder, child)
        if name in LINKS:
            target = lookup(name, True)
            if target is not None and content(target) is not None:
                yield name, content(target)
        elif content(name) is not None:
            yield name, content(name)
        else:
            yield from walk(name)


def trusted():
    found = {}
    for uri in ENTRIES:
        path = uri[len("file:/"):]
        if path.endswith("/"):
            for name, data in walk(lookup(path, False)):
                found["file:/" + name] = hashlib.sha256(data).hexdigest()
        else:
            found[uri] = hashlib.sha256(content(lookup(path, False))).hexdigest()
    return [{"uri": uri, "sha256": digest} for uri, digest in found.items()]


def manifest():
    return {
        "loader": {"entrypoint": {"uri": "file:/" + LIBOS}, "argv": ["python3", "line\nfeed", "tab\t\x7f\"'\\"]},
        "libos": {"entrypoint": "/usr/bin/python3"},
        "fs": {"mounts": [{"path": "/usr", "uri": "file:/usr"}]},
        "sgx": {"trusted_files": ENTRIES},
    }


def signed():
    document = manifest()
    document["loader"]["entrypoint"]["sha256"] = hashlib.sha256(FILES[LIBOS]).hexdigest()
    document["sgx"] = {
        "trusted_files": trusted(),
        "max_threads": 4,
        "isvprodid": 0,
        "isvsvn": 0,
        "remote_attestation": "none",
        "debug": False,
        "enable_stats": False,
        "edmm_enable": False,
        "enclave_size": "256M",
        "use_exinfo": False,
        "cpu_features": {
            "avx": "unspecified", "avx512": "unspecified", "amx": "unspecified", "mpx": "disabled", "pkru": "disabled",
        },
    }
    return document


def add(tar, name, kind=tarfile.REGTYPE, data=b"", target=""):
    entry = tarfile.TarInfo(name)
    entry.type, entry.size, entry.linkname = kind, len(data), target
    tar.addfile(entry, io.BytesIO(data))


with tarfile.open("rootfs.tar", "w", format=tarfile.PAX_FORMAT) as tar:
    for name, data in FILES.items():
        add(tar, name, data=data)
    for name, target in HARD.items():
        add(tar, name, tarfile.LNKTYPE, target=target)
    for name, target in LINKS.items():
        add(tar, name, tarfile.SYMTYPE, target=target)
with tarfile.open("not-utf8.tar", "w", format=tarfile.GNU_FORMAT, encoding="utf-8", errors="surrogateescape") as tar:
    add(tar, LIBOS, data=b"libos")
    add(tar, "d/caf\udce9\n.py", data=b"1")
with open("openfl.manifest", "wb") as file:
    tomli_w.dump(manifest(), file)
with open("openfl.manifest.sgx", "wb") as file:
    tomli_w.dump(signed(), file)
