from pathlib import Path

import yaml
from former import SoftmaxRegression as Former
from support import DataFolderTest

from src.dataloader import IrisDataLoader
from src.taskrunner import SoftmaxRegression

WORKSPACE = Path("/workspace")


class FormerTest(DataFolderTest):
    def test_the_curve_of_a_federation_is_digit_by_digit_that_of_a_task_runner_without_the_base_class(self):
        self.put("iris.csv", (WORKSPACE / "data/iris.csv").read_bytes())
        plan = yaml.safe_load((WORKSPACE / "plan/plan.yaml").read_text())
        self.assertEqual(self.curve(Former, plan), self.curve(SoftmaxRegression, plan))

    def curve(self, of_class, plan):
        """All tensors and metrics of three rounds of two collaborators, whose models are averaged."""
        runners = [
            of_class(data_loader=IrisDataLoader(shard, **plan["data_loader"]["settings"]), **plan["task_runner"]["settings"])
            for shard in ("1", "2")
        ]
        model = runners[0].get_tensor_dict()
        curve = []
        for number in range(3):
            results = []
            for runner in runners:
                runner.set_optimizer_treatment("RESET")
                required = runner.get_required_tensorkeys_for_function("train_task")
                curve.append(required)
                trained, kept = runner.train_task("col", number, dict(model), **plan["tasks"]["train"]["kwargs"])
                own = {key.tensor_name: value for key, value in trained.items() if "trained" in key.tags}
                judged = [
                    runner.validate_task("col", number, dict(tensors), **plan["tasks"][task]["kwargs"])
                    for task, tensors in (("locally_tuned_model_validation", own), ("aggregated_model_validation", model))
                ]
                curve.append([(key, value.tobytes()) for part in (trained, kept, *(each for each, _ in judged)) for key, value in part.items()])
                results.append(own)
            model = {name: (results[0][name] + results[1][name]) / 2 for name in model}
        return curve
