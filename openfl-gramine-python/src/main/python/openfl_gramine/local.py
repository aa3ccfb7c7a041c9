"""Runs a workspace's code in a notebook, without containers, certificates and a federation."""

from importlib import import_module
from pathlib import Path

import yaml


class LocalRun:
    """The plan's data loader and task runner for one collaborator. Its only model is that of this collaborator.

    Call it in the workspace's directory, because code finds its data in data/ below it.

    data_path   the text after a collaborator's name in plan/data.yaml
    plan        the plan's file, whose sections have all their settings, as those of this project's templates do
    changes     settings of the data loader to change, for example collaborator_count=1
    """

    def __init__(self, data_path="1", plan="plan/plan.yaml", **changes):
        self.plan = yaml.safe_load(Path(plan).read_text(encoding="utf-8"))
        self.loader = self.construct("data_loader", data_path=data_path, **changes)
        self.runner = self.construct("task_runner", data_loader=self.loader)
        self.runner.set_optimizer_treatment(self.plan["collaborator"]["settings"].get("opt_treatment", "RESET"))
        self.runner.initialize_tensorkeys_for_functions()
        self.tensors = self.runner.get_tensor_dict(False)
        self.round = 0

    def construct(self, section, **more):
        module, _, name = self.plan[section]["template"].rpartition(".")
        return getattr(import_module(module), name)(**{**self.plan[section].get("settings", {}), **more})

    def train(self):
        """Does the plan's tasks once, in the plan's order, and returns their metrics: a dictionary of TASK/METRIC to number."""
        metrics = {}
        trained = self.tensors
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
        self.tensors = trained
        self.round += 1
        return metrics
