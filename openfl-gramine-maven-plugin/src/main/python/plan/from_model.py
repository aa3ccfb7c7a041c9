"""Makes a plan's initial model of a model that exists: python -B from_model.py MODEL AGGREGATOR

Runs in a workspace's directory. MODEL is a .pbuf of OpenFL's, a .npz with the tensors, or a file that the task runner's load_native
reads. What fx plan initialize -i does, but rounds are counted from 0, and the tensors have to be those of the workspace's own model.
"""

import sys
from pathlib import Path


def main(model, aggregator):
    sys.path[0] = ""
    sys.argv = ["fx", "plan", "initialize", "-a", aggregator, "-i", model]
    from openfl.interface import plan as commands
    from openfl.interface.cli import entry

    commands._initialize_tensor_dict = tensors
    sys.exit(entry())


def tensors(plan, model):
    """In the place of OpenFL's function of this purpose: (tensors, task runner, round)."""
    from openfl.protocols import utils
    from openfl.utilities.dataloading import initialize_minimal_dataloader

    runner = plan.get_task_runner(initialize_minimal_dataloader(plan))
    own = dict(runner.get_tensor_dict(False))
    ending = Path(model).suffix.lower()
    if ending == ".pbuf":
        given, _ = utils.deconstruct_model_proto(utils.load_proto(model), plan.get_tensor_pipe())
    elif ending == ".npz":
        given = arrays(model)
    else:
        runner.load_native(model)
        given = runner.get_tensor_dict(False)
    # A model of trees grows with each round.
    require_same(given, own, grows=any(base.__name__ == "XGBoostTaskRunner" for base in type(runner).__mro__))
    return given, runner, 0


def arrays(file):
    import numpy

    with numpy.load(file, allow_pickle=False) as given:
        return {name: given[name] for name in given.files}


def require_same(given, own, grows=False):
    """A model of other code would fail in the first round, or train something else."""
    foreign, lacking = sorted(set(given) - set(own)), sorted(set(own) - set(given))
    shapes = sorted(name for name in set(given) & set(own) if getattr(given[name], "shape", ()) != getattr(own[name], "shape", ()))
    shapes = [] if grows else shapes
    for names, problem in (
        (foreign, "has tensors that the workspace's model does not have"),
        (lacking, "lacks tensors of the workspace's model"),
        (shapes, "has tensors of another shape"),
    ):
        if names:
            shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
            sys.exit(f"openfl-gramine: the given model {problem}: {shown}. Give a model of this workspace's code.")


if __name__ == "__main__":
    main(*sys.argv[1:])
