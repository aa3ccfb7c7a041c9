"""What the program that tries a plan says about classes and settings, without OpenFL. With OpenFL it runs in the tests of module it."""

import os
import sys
from types import SimpleNamespace

from support import MODULE, ScratchTest

sys.path.insert(0, str(MODULE / "src/main/python/plan"))
from construction import Findings, runner, tasks  # noqa: E402
from construction.templates import Section  # noqa: E402

CODE = """
class Runner:
    def __init__(self, data_loader, classes, rate=0.1):
        if classes < 2:
            raise ValueError("too few\\nclasses")

    def train_task(self, col_name, round_num, input_tensor_dict, epochs):
        pass
"""


class PlanConstructionTest(ScratchTest):
    count = 0

    def setUp(self):
        super().setUp()
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir(self.scratch)
        # Each test has a package of its own name, as Python keeps modules.
        PlanConstructionTest.count += 1
        self.package = f"src.of{PlanConstructionTest.count}"
        self.write(f"src/of{PlanConstructionTest.count}.py", CODE)
        sys.modules.pop("src", None)
        sys.path.insert(0, str(self.scratch))
        self.addCleanup(sys.path.remove, str(self.scratch))
        self.findings = Findings()

    def section(self, name="Runner", given=("data_loader",), **settings):
        return Section(self.findings, ["task_runner"], {"template": f"{self.package}.{name}", "settings": settings}, given)

    def assert_found(self, *expected):
        self.assertEqual([(".".join(entry["keys"]), entry["problem"]) for entry in self.findings.entries], list(expected))

    def test_a_class_with_its_settings_is_constructed(self):
        self.assertEqual(self.section(classes=2).constructed(lambda: "made"), "made")
        self.assert_found()

    def test_a_setting_that_the_class_does_not_take_is_named_with_the_nearest(self):
        self.assertIsNone(self.section(classes=2, rat=1).constructed(lambda: "made"))
        self.assert_found(("task_runner.settings.rat", f"{self.package}.Runner has no parameter rat."))
        self.assertEqual(self.findings.entries[0]["remedy"], "Write rate, if that is meant; else remove it.")

    def test_a_parameter_without_a_setting_is_named(self):
        self.assertIsNone(self.section().constructed(lambda: "made"))
        self.assert_found(("task_runner", f"{self.package}.Runner needs classes, which the settings do not have."))

    def test_a_class_and_a_file_that_are_not_there(self):
        self.assertIsNone(self.section("Runer").named())
        gone = Section(self.findings, ["task_runner"], {"template": "src.gone.Runner"})
        self.assertIsNone(gone.named())
        self.assert_found(
            ("task_runner.template", f"{self.package.replace('.', '/')}.py has no Runer."),
            ("task_runner.template", "there is no src/gone.py."),
        )

    def test_an_exception_is_one_line_with_its_place(self):
        def construct():
            from importlib import import_module

            return import_module(self.package).Runner(None, 1)

        self.assertIsNone(self.section(classes=1).constructed(construct))
        self.assertEqual(len(self.findings.entries), 1)
        problem = self.findings.entries[0]["problem"]
        self.assertIn("ValueError: too few classes", problem)
        self.assertIn(f"({self.package.replace('.', '/')}.py line 5)", problem)

    def test_a_tasks_function_and_its_kwargs(self):
        of = self.section(classes=2).named()
        for task in (
            {"function": "train_tsk", "kwargs": {}},
            {"function": "train_task"},
            {"function": "train_task", "kwargs": {}},
            {"function": "train_task", "kwargs": {"epochs": 1, "epoch": 1}},
            {"function": "train_task", "kwargs": {"epochs": 1}},
        ):
            runner.try_task(self.findings, "train", task, of, None)
        self.assert_found(
            ("tasks.train.function", "the task train calls train_tsk, which Runner does not have."),
            ("tasks.train", "the task train has no kwargs; a collaborator would end with a KeyError."),
            ("tasks.train.kwargs", "train_task needs epochs, which kwargs does not have."),
            ("tasks.train.kwargs.epoch", "train_task has no parameter epoch."),
        )

    def test_a_former_function_that_a_base_class_still_has_is_not_there(self):
        class Base:
            def train_batches(self, num_batches=None):
                raise NotImplementedError

            def train_task(self, **kwargs):
                pass

        Base.__module__ = "openfl.federated.task.runner"
        Own = type("Own", (Base,), {"validate": lambda self: None, "__module__": "src.own"})
        runner.try_task(self.findings, "train", {"function": "train_batches", "kwargs": {"epochs": 1}}, Own, None)
        self.assert_found(("tasks.train.function", "the task train calls train_batches, which Own does not have."))
        self.assertEqual(self.findings.entries[0]["remedy"], "Write train_task, if that is meant.")
        self.assertFalse(runner.is_former(Own, "validate"))

    def test_trees_are_joined_by_a_runner_of_xgboost_that_sends_whole_models(self):
        base = type("XGBoostTaskRunner", (), {})
        trees = type("Trees", (base,), {})
        joined = {"aggregation_type": {"template": "openfl.interface.aggregation_functions.FedBaggingXGBoost"}}
        plan = SimpleNamespace(config={"tasks": {"train": joined}, "aggregator": {"settings": {"use_delta_updates": False}}})
        runner.refuse_trees(self.findings, plan, trees)
        self.assert_found()

        del plan.config["aggregator"]["settings"]["use_delta_updates"]
        runner.refuse_trees(self.findings, plan, trees)
        runner.refuse_trees(self.findings, plan, base.__base__)
        self.assertEqual(
            [(".".join(entry["keys"]), entry["problem"].split(":")[0].split(";")[0]) for entry in self.findings.entries],
            [
                ("aggregator.settings", "use_delta_updates is true, OpenFL's default"),
                ("tasks.train.aggregation_type.template", "FedBaggingXGBoost joins the trees of XGBoost"),
            ],
        )

    def test_a_group_that_is_selected_and_not_there(self):
        groups = [{"name": "learning", "tasks": []}, {"name": "evaluation", "tasks": []}]
        self.assertTrue(tasks.has_selected(self.findings, {}, groups))
        self.assertTrue(tasks.has_selected(self.findings, {"selected_task_group": "evaluation"}, groups))
        self.assertFalse(tasks.has_selected(self.findings, {"selected_task_group": "validation"}, groups))
        self.assert_found(
            ("assigner.settings.selected_task_group", "selected_task_group is validation, and none of the task groups has this name.")
        )
        self.assertFalse(tasks.are_groups([{"name": "learning"}]))
