import unittest
from types import SimpleNamespace

import numpy as np
from openfl.utilities import TensorKey
from openfl_gramine.model import Model


class Momentum(Model):
    """Follows its data's mean; its optimizer remembers the last step."""

    def __init__(self, **kwargs):
        loader = SimpleNamespace(get_feature_shape=lambda: [2], get_train_data_size=lambda: 3, get_valid_data_size=lambda: 1)
        super().__init__(data_loader=loader, **kwargs)
        self.weights, self.step = np.zeros(2, np.float32), np.zeros(2, np.float32)

    def get_tensors(self):
        return {"weights": self.weights, "own": np.array([1.0])}

    def set_tensors(self, tensors):
        self.weights = tensors["weights"]

    def get_optimizer_tensors(self):
        return {"step": self.step}

    def set_optimizer_tensors(self, tensors):
        self.step = tensors["step"]

    def reset_optimizer(self):
        self.step = np.zeros(2, np.float32)

    def fit(self, rate=1.0):
        self.step = self.step / 2 + rate
        self.weights += self.step
        return {"loss": 1 / self.weights.sum(), "steps": 1}

    def evaluate(self):
        return {"size": self.weights.sum()}


def model(treatment="RESET", **kwargs):
    made = Momentum(**kwargs)
    made.set_optimizer_treatment(treatment)
    return made


def train(runner, number=0, tensors=None, **settings):
    return runner.train_task("one", number, tensors or runner.get_tensor_dict(), **settings)


class ModelTest(unittest.TestCase):
    def test_a_training_task_reports_metrics_and_the_trained_model(self):
        shared, kept = train(model(), 4, metrics=["loss"], rate=2.0)
        self.assertEqual(
            list(shared),
            [
                TensorKey("loss", "one", 4, True, ("metric",)),
                TensorKey("weights", "one", 4, False, ("trained",)),
                TensorKey("own", "one", 4, False, ("trained",)),
            ],
        )
        self.assertEqual(shared[TensorKey("weights", "one", 4, False, ("trained",))].tolist(), [2, 2])
        self.assertEqual(kept, {})

    def test_all_metrics_are_reported_unless_the_plan_names_some(self):
        shared, _ = train(model())
        self.assertEqual([key.tensor_name for key in shared if key.report], ["loss", "steps"])
        with self.assertRaisesRegex(ValueError, "names the metric accuracy, but Momentum.fit returned loss, steps"):
            train(model(), metrics=["accuracy"])

    def test_both_validations_have_openfl_s_tags(self):
        for apply, tag in (("global", "validate_agg"), ("local", "validate_local")):
            shared, _ = model().validate_task("one", 2, model().get_tensor_dict(), apply=apply)
            self.assertEqual(list(shared), [TensorKey("size", "one", 2, True, ("metric", tag))])

    def test_a_task_needs_the_round_s_model_or_the_one_just_trained(self):
        runner = model()
        self.assertEqual(
            runner.get_required_tensorkeys_for_function("train_task"),
            [TensorKey(name, "GLOBAL", 0, False, ("model",)) for name in ("weights", "own")],
        )
        self.assertEqual(
            runner.get_required_tensorkeys_for_function("validate_task", apply="local"),
            [TensorKey(name, "LOCAL", 0, False, ("trained",)) for name in ("weights", "own")],
        )

    def test_what_the_plan_holds_out_stays_with_the_collaborator_for_the_next_round(self):
        runner = model(tensor_dict_split_fn_kwargs={"holdout_tensor_names": ["own"]})
        shared, kept = train(runner, 1)
        self.assertEqual([key.tensor_name for key in shared if not key.report], ["weights"])
        self.assertEqual(
            list(kept), [TensorKey("own", "one", 1, False, ("trained",)), TensorKey("own", "one", 2, False, ("model",))]
        )
        self.assertIn(TensorKey("own", "LOCAL", 0, False, ("model",)), runner.get_required_tensorkeys_for_function("train_task"))

    def test_the_optimizer_forgets_continues_or_is_averaged_as_the_plan_says(self):
        start = model().get_tensor_dict()
        for treatment, expected in (("RESET", 1), ("CONTINUE_LOCAL", 1.5)):
            runner = model(treatment)
            train(runner, 0, start)
            train(runner, 1, start)
            self.assertEqual(runner.step.tolist(), [expected] * 2)
        runner = model("CONTINUE_GLOBAL")
        shared, _ = train(runner, 0, start)
        self.assertIn(TensorKey("step", "one", 0, False, ("trained",)), shared)
        needed = [key.tensor_name for key in runner.get_required_tensorkeys_for_function("train_task")]
        self.assertEqual(needed, ["weights", "own", "step"])
        self.assertNotIn(
            "step", [key.tensor_name for key in runner.get_required_tensorkeys_for_function("validate_task", apply="global")]
        )
        train(runner, 1, {**start, "step": np.array([4.0, 4.0])})
        self.assertEqual(runner.step.tolist(), [3, 3])

    def test_openfl_s_arrays_are_not_changed_by_training(self):
        given = {"weights": np.zeros(2, np.float32), "own": np.ones(1)}
        train(model(), 0, given)
        self.assertEqual(given["weights"].tolist(), [0, 0])

    def test_a_method_that_is_missing_and_a_name_used_twice_are_said(self):
        class Nothing(Model):
            pass

        with self.assertRaisesRegex(NotImplementedError, "Nothing needs a method get_tensors"):
            Nothing(data_loader=None).get_tensor_dict()
        runner = model("CONTINUE_GLOBAL")
        runner.get_optimizer_tensors = lambda: {"weights": runner.step}
        with self.assertRaisesRegex(ValueError, "model and optimizer both have a tensor weights"):
            train(runner)
