"""Compiles all code on sys.path, on all cores, into .pyc files that do not depend on a file's time (PEP 552).

Code for other Pythons (templates, tests of 2to3) does not compile, and is not imported either.
"""

import compileall
import json
import py_compile


def main(description="/opt/openfl-gramine/python.json"):
    with open(description, encoding="utf-8") as file:
        directories = json.load(file)["sys_path"]
    for directory in directories:
        compileall.compile_dir(
            directory, quiet=2, force=True, workers=0, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
        )


if __name__ == "__main__":
    main()
