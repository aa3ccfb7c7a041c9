"""Calls that start a process: in an enclave it takes seconds and an enclave of its own, or fails (sys.disallow_subprocesses)."""

import ast
import re

from ..calls import bare_name

STARTS = re.compile(
    r"""subprocess\.(?:run|Popen|call|check_call|check_output|getoutput|getstatusoutput)
    | os\.(?:fork|forkpty|system|popen|spawn\w+|posix_spawnp?) | pty\.(?:fork|spawn)
    | multiprocessing\.(?:Pool|Process) | concurrent\.futures\.ProcessPoolExecutor
    | torch\.multiprocessing\.(?:Pool|Process|spawn|start_processes)
    """,
    re.VERBOSE,
)
REMEDY = "Do the work in the actor's own process, with threads if necessary."


def rule(place, program):
    if not isinstance(place.node, ast.Call):
        return
    dotted = place.module.dotted(place.node.func)
    if dotted and STARTS.fullmatch(dotted):
        yield place.node.lineno, f"{dotted} starts a process, which fails or takes seconds in an enclave.", REMEDY
    elif has_workers(place.node):
        yield place.node.lineno, "a DataLoader with workers starts processes, which cannot share locks in an enclave.", "Set num_workers=0."


def has_workers(call):
    return (bare_name(call.func) or "").endswith("DataLoader") and any(
        keyword.arg == "num_workers" and isinstance(keyword.value, ast.Constant) and keyword.value.value not in (0, None)
        for keyword in call.keywords
    )
