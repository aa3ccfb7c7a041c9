"""Runs a workspace's code in a notebook, without containers, certificates and a federation."""

from importlib import import_module
from pathlib import Path

import yaml
from openfl.utilities import LocalTensor


class LocalRun:
    """The plan's data loader and task runner for one collaborator. Its only model is that of this collaborator.

    Call it in the workspace's directory, because code finds its data in data/ below it.

    data_path   the text after a collaborator's name in plan/data.yaml
    plan        the plan's file, whose sections have all their settings, as those of this project's templates do
    changes     settings of the data loader to change, for example collaborator_count=1
    """

    def __init__(self, data_path="1", plan="plan/plan.yaml", **changes):
        self.plan = yaml.safe_load(Path(plan).read_text(encoding="utf-8"))
        self.loader = construct(self.plan["data_loader"], data_path=data_path, **changes)
        self.runner = construct(self.plan["task_runner"], data_loader=self.loader)
        self.runner.set_optimizer_treatment(self.plan["collaborator"]["settings"].get("opt_treatment", "RESET"))
        self.runner.initialize_tensorkeys_for_functions()
        self.tensors = self.runner.get_tensor_dict(False)
        self.round = 0

    def train(self):
        """Does the plan's tasks once, in the plan's order, and returns their metrics: a dictionary of TASK/METRIC to number."""
        metrics = {}
        trained = aggregated = self.tensors
        for task, what in self.plan["tasks"].items():
            if not isinstance(what, dict) or "function" not in what:
                continue
            settings = what.get("kwargs", {})
            tensors = trained if settings.get("apply") == "local" else self.tensors
            shared, kept = getattr(self.runner, what["function"])("local", self.round, dict(tensors), **settings)
            for key, value in {**shared, **kept}.items():
                if key.report:
                    metrics[f"{task}/{key.tensor_name}"] = float(value)
                elif "trained" in key.tags:
                    trained = {**trained, key.tensor_name: value}
                    common = self.aggregate(what, key.tensor_name, value) if key in shared else value
                    aggregated = {**aggregated, key.tensor_name: common}
        self.tensors = aggregated
        self.round += 1
        return metrics

    def aggregate(self, task, name, value):
        """Returns what the plan's aggregation_type makes of one collaborator's tensor. An average of one is that one."""
        if "aggregation_type" not in task:
            return value
        function = construct(task["aggregation_type"])
        former = {"tensor_name": name, "round": self.round, "tags": ("model",), "nparray": self.tensors[name]}
        return function([LocalTensor("local", value, 1.0)], [former], name, self.round, ("trained",))


def construct(section, **more):
    """Returns an object of the class that a section of the plan names."""
    module, _, name = section["template"].rpartition(".")
    return getattr(import_module(module), name)(**{**(section.get("settings") or {}), **more})
