"""Makes a plan's initial model of a model that exists: python -B from_model.py MODEL AGGREGATOR

Runs in a workspace's directory. MODEL is a .pbuf of OpenFL's, a .npz with the tensors, or a file that the task runner's load_native
reads. What fx plan initialize -i does, but rounds are counted from 0, and the tensors have to be those of the workspace's own model:
else it ends with status 3.
"""

import sys
from importlib import import_module
from pathlib import Path

REFUSED = 3


def main(model, aggregator):
    sys.path[0] = ""
    sys.argv = ["fx", "plan", "initialize", "-a", aggregator, "-i", model]
    import openfl.interface
    from openfl.interface.cli import entry

    # The command line's own way to load its commands: as modules without a package.
    sys.path.append(str(Path(openfl.interface.__file__).parent))
    commands = import_module("plan")
    asked = []
    commands._initialize_tensor_dict = lambda plan, file: asked.append(file) or tensors(plan, file)
    status = 0
    try:
        entry()
    except SystemExit as end:
        status = end.code or 0
    if status == 0 and not asked:
        sys.exit("openfl-gramine: this OpenFL did not ask for the given model.")
    sys.exit(status)


def tensors(plan, model):
    """In the place of OpenFL's function of this purpose: (tensors, task runner, round)."""
    from openfl.protocols import utils
    from openfl.utilities.dataloading import initialize_minimal_dataloader

    runner = plan.get_task_runner(initialize_minimal_dataloader(plan))
    own = dict(runner.get_tensor_dict(False))
    ending = Path(model).suffix.lower()
    try:
        if ending == ".pbuf":
            given, _ = utils.deconstruct_model_proto(utils.load_proto(model), plan.get_tensor_pipe())
        elif ending == ".npz":
            given = arrays(model)
        else:
            runner.load_native(model)
            given = runner.get_tensor_dict(False)
    except Exception as error:
        refuse(f"the given model does not fit the workspace's code. {type(error).__name__}: {error}")
    # A model of trees grows with each round.
    require_same(given, own, grows=any(base.__name__ == "XGBoostTaskRunner" for base in type(runner).__mro__))
    return given, runner, 0


def arrays(file):
    import numpy

    with numpy.load(file, allow_pickle=False) as given:
        return {name: given[name] for name in given.files}


def require_same(given, own, grows=False):
    """A model of other code would fail in the first round, or train something else."""
    both = sorted(set(given) & set(own))
    shapes = [] if grows else [name for name in both if shape(given[name]) != shape(own[name])]
    for problem, names in (
        ("has tensors that the workspace's model does not have", [described(name, given) for name in sorted(set(given) - set(own))]),
        ("lacks tensors of the workspace's model", [described(name, own) for name in sorted(set(own) - set(given))]),
        ("has tensors of another shape", [f"{described(name, given)} instead of {shape(own[name])}" for name in shapes]),
    ):
        if names:
            refuse(f"the given model {problem}: {', '.join(names[:5])}" + (f" and {len(names) - 5} more" if len(names) > 5 else ""))


def described(name, tensors):
    return f"{name} {shape(tensors[name])}"


def shape(tensor):
    return tuple(getattr(tensor, "shape", ()))


def refuse(problem):
    """In one line: the goal takes the last line that begins like this."""
    print("openfl-gramine: " + " ".join(problem.split())[:600], file=sys.stderr, flush=True)
    sys.exit(REFUSED)


if __name__ == "__main__":
    main(*sys.argv[1:])
