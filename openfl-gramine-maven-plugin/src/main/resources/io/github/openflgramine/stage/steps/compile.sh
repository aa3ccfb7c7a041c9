# shellcheck shell=sh disable=SC2154 # the step interpreter sets python
# Compiles all Python code that can be imported.

say "Compiling Python code"
"$python" -I /build/compile_packages.py
