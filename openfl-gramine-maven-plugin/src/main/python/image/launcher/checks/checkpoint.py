"""OpenFL's aggregator resumes from a file of pickles, which can run any code: only from one that the host cannot have made.

OpenFL keeps such a file unless the plan says persist_checkpoint: false. Where the manifest does not mount its directory
encrypted, the aggregator keeps its tensors in the enclave's memory alone.
"""

import os
import sys

from .. import plan
from ..mistake import Mistake

# OpenFL's defaults.
IS_KEPT = True
FILE = "tensor.db"
# What SQLite reads together with a database.
BESIDE = ("", "-journal", "-wal", "-shm")


def require_protection(start):
    if start.is_collaborator or start.is_native:
        return
    settings = plan.settings("aggregator")
    is_kept = settings.get("persist_checkpoint", IS_KEPT)
    file = settings.get("persistent_db_path") or FILE
    if is_kept and start.is_encrypted(file):
        start.aggregator_settings["persistent_db_path"] = file
        return
    start.aggregator_settings["persist_checkpoint"] = False
    if not is_kept:
        return
    for path in (file + ending for ending in BESIDE):
        if os.path.lexists(path):
            raise Mistake(
                f"the plan resumes from {path}, but this image does not encrypt that directory, so the host could have made"
                " the file up, and it can contain code. Move it away to begin again; to be able to resume, build the image"
                " with -Dgramine.encryptedMounts=local_state=mrenclave and persistent_db_path: local_state/tensor.db."
            )
    print(
        f"openfl-gramine: no checkpoints: the plan keeps them in {file}, but this image does not encrypt that directory."
        " This run cannot be resumed.",
        file=sys.stderr,
    )
