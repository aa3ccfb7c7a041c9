"""Removes from the build stage what the rules of the trusted list say, before it is compiled and gathered.

/build/removals has a rule a line, "remove" or "keep" and a regular expression for paths; the last one that matches decides.
How much went for which rule is written to /opt/openfl-gramine/removed.json.
"""

import json
import os
import re
from pathlib import Path

PRODUCT = Path("/opt/openfl-gramine")
NOT_OF_THE_IMAGE = {"/build", "/dev", "/proc", "/run", "/sys", "/tmp"}


def main():
    python = json.loads((PRODUCT / "python.json").read_bytes())
    removed = remove(rules(Path("/build/removals").read_text(encoding="utf-8"), python))
    (PRODUCT / "removed.json").write_text(json.dumps(removed, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    files, size = (sum(went[key] for went in removed.values()) for key in ("files", "bytes"))
    print(f"openfl-gramine: removed {files} files, {size // 1_000_000} MB")


def rules(text, python):
    """(whether to remove, the expression, the expression for this image), the last rule first."""
    names = {
        "${interpreter}": re.escape(python["interpreter"]),
        "${python}": "(?:" + "|".join(map(re.escape, python["sys_path"])) + ")",
    }
    read = []
    for line in text.splitlines():
        verb, expression = line.split(" ", 1)
        here = expression
        for name, meaning in names.items():
            here = here.replace(name, meaning)
        read.insert(0, (verb == "remove", expression, re.compile(here, re.DOTALL)))
    return read


def remove(ordered, root="/"):
    removed = {}
    for path in list(paths(root)):
        decided = next((rule for rule in ordered if rule[2].fullmatch(path)), None)
        if decided and decided[0]:
            went = removed.setdefault(decided[1], {"files": 0, "bytes": 0})
            went["files"] += 1
            went["bytes"] += os.lstat(path).st_size
            os.remove(path)
            remove_empty(os.path.dirname(path))
    return removed


def paths(root):
    """All that is no directory: files, and links to whatever."""
    for directory, directories, names in os.walk(root):
        directories[:] = [name for name in directories if os.path.join(directory, name) not in NOT_OF_THE_IMAGE]
        for name in names + [name for name in directories if os.path.islink(os.path.join(directory, name))]:
            yield os.path.join(directory, name)


def remove_empty(directory):
    while not os.listdir(directory):
        os.rmdir(directory)
        directory = os.path.dirname(directory)


if __name__ == "__main__":
    main()
