"""The rules, a module for each. A rule takes a Place and the Program and yields (line, problem, remedy)."""

from . import downloads, gpu, paths, processes

IN_ORDER = (gpu.rule, paths.rule, downloads.rule, processes.rule)
