"""Saves a federation's model as its framework's own file: python -B save.py MODEL DIRECTORY NAME

Runs in /workspace of an image, whose plan and code say what the model is. Writes DIRECTORY/model, and the name that the file
should have into DIRECTORY/name. OpenFL 1.9.
"""

import shutil
import sys
from pathlib import Path

# What OpenFL's task runners write, by the class in which save_native is, or which the workspace's class extends.
ENDINGS = {
    "FlowerTaskRunner": ".npz",
    "GaNDLFTaskRunner": ".pt",
    "KerasTaskRunner": ".keras",
    "PyTorchTaskRunner": ".pt",
    "XGBoostTaskRunner": ".json",
}


def main(model, directory, name):
    sys.path.insert(0, "")
    from openfl.federated import Plan
    from openfl.protocols import utils
    from openfl.utilities.dataloading import initialize_minimal_dataloader

    plan = Plan.parse(Path("plan/plan.yaml"), cols_config_path=Path("plan/cols.yaml"), data_config_path=Path("plan/data.yaml"))
    runner = plan.get_task_runner(data_loader=initialize_minimal_dataloader(plan))
    tensors, _ = utils.deconstruct_model_proto(utils.load_proto(model), plan.get_tensor_pipe())
    require_same_names(tensors, runner.get_tensor_dict(False))
    runner.set_tensor_dict(tensors, with_opt_vars=False)

    written = Path(directory, "written")
    written.mkdir()
    save(runner, written / (name + ending(runner)))
    file = only_file(written)
    Path(directory, "name").write_text(file.name, encoding="utf-8")
    shutil.move(file, Path(directory, "model"))


def require_same_names(tensors, own):
    """A model of other code would fail somewhere in the framework, or be taken in part."""
    foreign = sorted(set(tensors) - set(own))
    if foreign:
        refuse(f"the model has {listed(foreign)}, which the model of the image's code does not have: it is of another workspace.")


def save(runner, path):
    method = getattr(type(runner), "save_native", None)
    owner = getattr(method, "__qualname__", "").split(".")[0]
    if owner == "TaskRunner" or method is None:
        refuse(f"{type(runner).__name__} has no method save_native(filepath). Add it, or save the tensors alone.")
    if owner == "KerasTaskRunner":
        runner.model.save(path)  # OpenFL's own method exports a directory for TensorFlow Serving
    else:
        runner.save_native(str(path))


def ending(runner):
    return next((ENDINGS[base.__name__] for base in type(runner).__mro__ if base.__name__ in ENDINGS), "")


def only_file(directory):
    found = sorted(path for path in directory.rglob("*") if not path.is_dir())
    if len(found) != 1 or found[0].parent != directory or found[0].is_symlink():
        refuse(f"save_native wrote {listed([str(path.relative_to(directory)) for path in found])}; expected one file.")
    return found[0]


def listed(names):
    shown = ", ".join(names[:5]) or "nothing"
    return shown + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def refuse(problem):
    print(f"openfl-gramine: {problem}", file=sys.stderr)
    sys.exit(3)


if __name__ == "__main__":
    main(*sys.argv[1:])
