"""Looks at a workspace's code before there is an image: python3 -I -B DIRECTORY

Writes DIRECTORY/findings.json, a list of {"file", "line", "problem", "remedy"}. Python 3.10 or newer, the standard library alone.
"""

import json
import sys
from pathlib import Path

import source

DIRECTORY = Path(__file__).resolve().parent
FIX = "Correct it: Python could not run this file."


def main():
    if sys.version_info < (3, 10):
        sys.exit("Python 3.10 or newer is needed")
    try:
        found = source.findings(DIRECTORY / "workspace")
    except source.Broken as broken:
        found = [finding(line) for line in broken.args]
    (DIRECTORY / "findings.json").write_text(json.dumps(found), encoding="utf-8")


def finding(broken):
    """FILE line N: MESSAGE"""
    place, _, message = broken.partition(": ")
    file, _, line = place.rpartition(" line ")
    return {"file": file, "line": int(line), "problem": message, "remedy": FIX}


if __name__ == "__main__":
    main()
