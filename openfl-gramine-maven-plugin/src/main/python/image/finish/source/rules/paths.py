"""Absolute paths where a file is read, written or looked for: a string that is only shaped like a path is none."""

import ast
import re

from ..calls import bare_name

# In the image, or in the enclave's memory.
THERE = "workspace|tmp|dev|proc|sys|usr|lib|opt|etc"
ROOTS = "data|datasets|home|media|mnt|scratch|srv"
NOT_THERE = re.compile(rf"/(?!(?:{THERE})/)[\w.-]+/.*|/(?:{ROOTS})|~/.+|[A-Za-z]:[\\/].+")

TAKES_PATHS = re.compile(
    r"""(?:io\.)?open
    | os\.(?:chdir|listdir|makedirs|mkdir|open|remove|rename|replace|scandir|stat|walk)
    | os\.path\.(?:abspath|exists|expanduser|getsize|isdir|isfile|join|realpath)
    | pathlib\.(?:Posix)?Path
    | glob\.i?glob | shutil\.\w+ | tarfile\.open | zipfile\.ZipFile | sqlite3\.connect | h5py\.File
    | numpy\.(?:fromfile|genfromtxt|load|loadtxt|memmap|save|savetxt|savez|savez_compressed)
    | pandas\.(?:read_\w+|HDFStore)
    | torch\.(?:load|save) | torchvision\.(?:datasets\.\w+|io\.\w+) | joblib\.(?:dump|load)
    | PIL\.Image\.open | cv2\.(?:imread|imwrite) | nibabel\.load | pydicom\.dcmread | imageio\.imread | skimage\.io\.\w+
    """,
    re.VERBOSE,
)
METHODS = {"load_weights", "save_weights", "savefig", "to_csv", "to_parquet", "to_pickle"}
KEYWORDS = {"cache_dir", "data_dir", "data_path", "filename", "filepath", "log_dir", "output_dir", "root", "root_dir", "save_dir"}


def rule(place, program):
    if isinstance(place.node, ast.Call):
        for expression in paths(place):
            for text, line in texts(expression, place):
                if NOT_THERE.fullmatch(text):
                    yield line, f"{text} does not exist in the enclave.", "Read from data/, which is mounted at /workspace/data."


def paths(place):
    call = place.node
    named = [keyword for keyword in call.keywords if keyword.arg]
    if takes_paths(place):
        return [*call.args, *(keyword.value for keyword in named)]
    return [keyword.value for keyword in named if keyword.arg in KEYWORDS]


def takes_paths(place):
    function = place.node.func
    if isinstance(function, ast.Name) and function.id == "open" and "open" not in place.module.imported:
        return True
    dotted = place.module.dotted(function)
    if dotted:
        return TAKES_PATHS.fullmatch(dotted) is not None
    return isinstance(function, ast.Attribute) and bare_name(function) in METHODS


def texts(expression, place, follow=True):
    """(text, line) of the strings that an expression can be, or can begin with."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value, expression.lineno
    elif isinstance(expression, ast.JoinedStr):
        yield from texts(expression.values[0], place) if expression.values else ()
    elif isinstance(expression, ast.BinOp) and isinstance(expression.op, (ast.Add, ast.Mod)):
        yield from texts(expression.left, place, follow)
    elif isinstance(expression, ast.IfExp):
        yield from texts(expression.body, place, follow)
        yield from texts(expression.orelse, place, follow)
    elif follow:
        for value in place.module.values(expression, place.scope):
            yield from texts(value, place, follow=False)
