"""What the plan says. It is part of the image and measured, and so are OpenFL's defaults, which a plan can name."""

import importlib.util
from pathlib import Path

FILE = Path("plan/plan.yaml")


def settings(section):
    """A section's settings, over the defaults that it names, as OpenFL merges them."""
    found = load(FILE).get(section) or {}
    own = found.get("settings") or {}
    if "defaults" not in found:
        return own
    packages = Path(importlib.util.find_spec("openfl").origin).parents[1]
    defaults = packages / "openfl-workspace/workspace" / found["defaults"]
    return {**((load(defaults) if defaults.exists() else {}).get("settings") or {}), **own}


def load(file):
    import yaml

    return yaml.safe_load(file.read_text(encoding="utf-8"))
