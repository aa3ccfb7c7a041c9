"""Ways to start processes. Gramine copies the whole enclave for each, which takes seconds, and production may forbid it."""

import ast
import re

from ..calls import bare_name

STARTS = re.compile(
    r"""subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)
    | os\.(?:system|popen|fork|forkpty|spawn\w+|posix_spawn\w*)
    | multiprocessing\.(?:Process|Pool) | concurrent\.futures\.ProcessPoolExecutor
    """,
    re.VERBOSE,
)
SCRIPT = {"__name__"}


def rule(place, program):
    call = place.node
    if not isinstance(call, ast.Call) or program.is_behind(place, SCRIPT):
        return
    dotted = place.module.dotted(call.func)
    if dotted and STARTS.fullmatch(dotted):
        yield call.lineno, f"{dotted} starts a process; an enclave can hardly do that.", "Do it in Python, or before the start."
    elif bare_name(call.func) == "DataLoader":
        for keyword in call.keywords:
            if keyword.arg == "num_workers" and isinstance(keyword.value, ast.Constant) and keyword.value.value:
                yield keyword.value.lineno, "num_workers starts processes, which fail in an enclave.", "Write num_workers=0."
