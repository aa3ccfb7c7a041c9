"""Describes the interpreter that will run in the enclave, as JSON on standard output."""

import importlib.metadata
import json
import os
import platform
import sys
import sysconfig

json.dump(
    {
        "interpreter": os.path.realpath(sys.executable),
        "version": platform.python_version(),
        "stdlib": sysconfig.get_path("stdlib"),
        "platstdlib": sysconfig.get_path("platstdlib"),
        "sys_path": [directory for directory in sys.path if os.path.isdir(directory)],
        "openfl": importlib.metadata.version("openfl"),
    },
    sys.stdout,
    indent=2,
    sort_keys=True,
)
print()
