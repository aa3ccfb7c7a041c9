"""The rules, a module for each. A rule takes a Place and the Program and yields (line, problem, remedy)."""

from . import downloads, gpu, imports, loaders, paths, processes, runners, writes

IN_ORDER = (gpu.rule, paths.rule, downloads.rule, writes.rule, processes.rule, imports.rule, loaders.rule, runners.rule)
