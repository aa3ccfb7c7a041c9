"""Removes from the build stage the Python packages that only Gramine's own tools need: no actor imports them, and each file would
be an entry of the list that an enclave searches.

What is needed follows from the packages' own data: those that Debian's package gramine brought with it, and that apt would remove with
it; without those that another Python distribution of the image requires. Only their Python files go, no program or library.
"""

import email
import json
import os
import re
import shutil
from pathlib import Path

PRODUCT = Path("/opt/openfl-gramine")
GRAMINE = "gramine"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def main():
    search_path = json.loads((PRODUCT / "python.json").read_bytes())["sys_path"]
    found = python_files(Path("/"), search_path)
    for paths in found.values():
        for path in paths:
            shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.remove(path)
    if found:
        print(f"openfl-gramine: removed the Python packages that only Gramine's tools need: {', '.join(sorted(found))}")


def python_files(root, search_path):
    """{Debian package: the entries of Python's search path that are its alone}."""
    packages = Packages(root)
    tools = packages.only_for(GRAMINE)
    entries = {name: packages.entries(name, search_path) for name in tools}
    while required := {name for name in entries if entries[name] & requirements(root, search_path, entries)}:
        for name in packages.closure(required):
            entries.pop(name, None)
    others = set().union(*(packages.entries(name, search_path) for name in packages.depends if name not in entries))
    return {name: sorted(paths - others) for name, paths in entries.items() if paths - others}


class Packages:
    """What dpkg and apt note about the installed packages (dpkg-query(1), apt-mark(8))."""

    def __init__(self, root):
        self._info = root / "var/lib/dpkg/info"
        self.depends = {}
        self._provided = {}
        for package in stanzas(root / "var/lib/dpkg/status"):
            if package["Status"].endswith(" installed"):
                self.depends[package["Package"]] = names(package["Pre-Depends"]) | names(package["Depends"])
                for virtual in names(package["Provides"]):
                    self._provided.setdefault(virtual, set()).add(package["Package"])
        marks = stanzas(root / "var/lib/apt/extended_states")
        self._automatic = {mark["Package"] for mark in marks if mark["Auto-Installed"] == "1"}

    def closure(self, packages):
        found, pending = set(), list(packages)
        while pending:
            name = pending.pop()
            if name in found:
                continue
            if name in self.depends:
                found.add(name)
                pending += self.depends[name]
            pending += self._provided.get(name, ())
        return found

    def only_for(self, package):
        """What was installed for this package and is there for no other."""
        roots = {name for name in self.depends if name not in self._automatic} - {package}
        return self.closure({package}) - self.closure(roots) - {package}

    def entries(self, name, search_path):
        """The files and directories directly on Python's search path."""
        lists = [path for path in (self._info / f"{name}.list", *self._info.glob(f"{name}:*.list")) if path.is_file()]
        found = set()
        for path in "".join(file.read_text(encoding="utf-8") for file in lists).splitlines():
            if os.path.dirname(path) in search_path and os.path.basename(path) != "__pycache__":
                found.add(path)
        return found


def stanzas(file):
    """The paragraphs of a control file (deb822(5)); a field that is not there is empty."""
    text = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
    for paragraph in re.split(r"\n{2,}", text.strip()):
        fields = email.message_from_string(paragraph)
        yield {name: fields.get(name, "") for name in ("Package", "Status", "Depends", "Pre-Depends", "Provides", "Auto-Installed")}


def names(relations):
    """The names in a list of relations; each of several alternatives counts."""
    return {found[0] for part in re.split(r"[,|]", relations) if (found := NAME.match(part.strip()))}


def requirements(root, search_path, entries):
    """The entries of packages that are required by a Python distribution which is in none of them."""
    theirs = set().union(*entries.values()) if entries else set()
    required, providers = set(), {}
    for directory in search_path:
        for metadata in distributions(root, directory):
            distribution = str(metadata.parent if metadata.name in ("METADATA", "PKG-INFO") else metadata)
            path = "/" + os.path.relpath(distribution, root)
            fields = email.message_from_bytes(metadata.read_bytes())
            if path in theirs:
                providers.setdefault(normal(fields.get("Name", "")), set()).add(path)
            else:
                needs = fields.get_all("Requires-Dist") or []
                required |= {normal(found[0]) for need in needs if "extra ==" not in need and (found := NAME.match(need))}
    return set().union(*(providers.get(name, ()) for name in required)) if required else set()


def distributions(root, directory):
    inside = root / directory.lstrip("/")
    for kind in ("*.dist-info/METADATA", "*.egg-info/PKG-INFO"):
        yield from sorted(inside.glob(kind))
    yield from sorted(path for path in inside.glob("*.egg-info") if path.is_file())


def normal(name):
    """PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
