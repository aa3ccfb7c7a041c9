"""Notes the SHA-256 of each wheel or source archive that pip's reports (arguments) name, by normalised package name, as JSON."""

import json
import re
import sys

wheels = {}
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as file:
        report = json.load(file)
    for package in report["install"]:
        archive = package["download_info"].get("archive_info", {})
        sha256 = archive.get("hashes", {}).get("sha256") or archive.get("hash", "").removeprefix("sha256=")
        # What a requirement names by its address is fixed there; an index may have another file of that version.
        if sha256 and not package.get("is_direct"):
            wheels[re.sub(r"[-_.]+", "-", package["metadata"]["name"]).lower()] = sha256
json.dump(wheels, sys.stdout, indent=2, sort_keys=True)
print()
