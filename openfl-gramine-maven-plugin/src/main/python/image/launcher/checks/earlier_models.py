"""An aggregator that does not resume begins with the initial model, and would write over what an earlier run has trained."""

import os
import sys

from .. import plan
from ..mistake import Mistake
from .checkpoint import FILE, IS_KEPT

# OpenFL's names for the models that it writes.
WRITTEN = ("best_state_path", "last_state_path")

KEPT_AS = ".earlier"


def keep(start):
    if start.is_collaborator:
        return
    settings = {**plan.settings("aggregator"), **start.aggregator_settings}
    if settings.get("persist_checkpoint", IS_KEPT) and os.path.exists(settings.get("persistent_db_path") or FILE):
        return
    found = [path for path in written(settings) if os.path.isfile(path)]
    kept = [move(path) for path in found]
    if kept:
        print(
            f"openfl-gramine: {', '.join(found)} of an earlier run: there is nothing to resume it from, so this run begins with"
            f" the initial model. It keeps {', '.join(kept)}.",
            file=sys.stderr,
        )


def written(settings):
    """The plan's models, but for the one that this run begins with."""
    paths = {settings.get(name) for name in WRITTEN} - {None, settings.get("init_state_path")}
    return sorted(str(path) for path in paths)


def move(path):
    """Returns the new name. No model of any earlier run is written over."""
    kept = path + KEPT_AS
    number = 2
    while os.path.lexists(kept):
        kept = f"{path}{KEPT_AS}{number}"
        number += 1
    try:
        os.replace(path, kept)
    except OSError as error:
        raise Mistake(f"cannot rename {path}, the model of an earlier run: {error.strerror}. Move it away.") from error
    return kept
