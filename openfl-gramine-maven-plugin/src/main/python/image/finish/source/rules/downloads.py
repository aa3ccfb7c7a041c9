"""Calls that fetch something, unless the code looks first for what is there already."""

import ast
import re

DOWNLOADS = re.compile(
    r"""urllib\.request\.(?:urlopen|urlretrieve) | requests\.get | wget\.download | gdown\.download
    | (?:tensorflow\.)?(?:python\.)?keras\.(?:utils\.(?:data_utils\.)?get_file | datasets\.\w+\.load_data)
    | datasets\.load_dataset | huggingface_hub\.(?:hf_hub_download|snapshot_download)
    | torch\.hub\.(?:load|load_state_dict_from_url|download_url_to_file)
    | torchvision\.datasets\.utils\.(?:download_url|download_and_extract_archive)
    """,
    re.VERBOSE,
)
LOOKING = {"access", "exists", "getsize", "glob", "iglob", "is_dir", "is_file", "isdir", "isfile", "iterdir", "listdir"}
LOOKING |= {"rglob", "scandir", "stat", "FileNotFoundError", "IOError", "OSError"}


def rule(place, program):
    if not isinstance(place.node, ast.Call):
        return
    dotted = place.module.dotted(place.node.func)
    if dotted and DOWNLOADS.fullmatch(dotted) and not is_local(place.node) and not program.is_behind(place, LOOKING):
        yield (
            place.node.lineno,
            f"{dotted} downloads without checking first whether the file is there.",
            "Check data/ first: an enclave usually has no network.",
        )


def is_local(call):
    """torch.hub.load(…, source="local") reads a directory."""
    return any(
        keyword.arg == "source" and isinstance(keyword.value, ast.Constant) and keyword.value.value == "local"
        for keyword in call.keywords
    )
