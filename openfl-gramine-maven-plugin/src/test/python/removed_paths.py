"""For RemovalsTest in Java: which of the paths in a file (argument 2, separated by NUL) the rules in another (1) remove.

One line each, True or False, for an image whose Python looks into /usr/lib/p.
"""

import sys

from support import STAGE

sys.path.insert(0, str(STAGE))

import remove  # noqa: E402

with open(sys.argv[1], encoding="utf-8") as file:
    rules = remove.rules(file.read(), {"interpreter": "/usr/bin/python3.11", "sys_path": ["/usr/lib/p"]})
with open(sys.argv[2], encoding="utf-8", newline="") as file:
    for path in file.read().split("\0"):
        print(next((rule[0] for rule in rules if rule[2].fullmatch(path)), False))
