# shellcheck shell=sh
# Finds the base's Python, or installs it, and pip. Sets the variable python.

command -v python3 > /dev/null || { say "Python from the base's packages"; apt python3 python3; }
python=$(python3 -c 'import os, sys; print(os.path.realpath(sys.executable))')
"$python" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 13))' \
  || fail "$python is Python $("$python" -c 'import platform; print(platform.python_version())'); OpenFL needs 3.10 to 3.12. Choose another gramine.baseImage."
"$python" -m pip --version > /dev/null 2>&1 || { say "pip from the base's packages"; apt python3-pip python3-pip; }
