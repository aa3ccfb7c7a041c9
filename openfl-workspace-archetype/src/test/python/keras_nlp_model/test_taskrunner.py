import numpy as np
from src.dataloader import SentencesDataLoader
from src.taskrunner import TranslationTaskRunner
from support import DataFolderTest

SENTENCES = "".join(f"{a}{b}.\t{b}{a}!\n" for a in "abcd" for b in "abcd").encode()


class TranslationTaskRunnerTest(DataFolderTest):
    def runner(self, shard="1", seed=0):
        loader = SentencesDataLoader(
            shard,
            source={"name": "fra.txt"},
            input_alphabet=" .abcd",
            target_alphabet=" !abcd",
            input_length=3,
            target_length=5,
            collaborator_count=1,
        )
        runner = TranslationTaskRunner(latent_dim=8, seed=seed, data_loader=loader)
        runner.set_optimizer_treatment("RESET")
        return runner

    def curve(self, seed):
        runner = self.runner(seed=seed)
        model = runner.get_tensor_dict(False)
        curve = []
        for number in range(3):
            trained, _ = runner.train_task("one", number, model, metrics=["loss"], batch_size=4)
            model = {key.tensor_name: value for key, value in trained.items() if "trained" in key.tags}
            judged, _ = runner.validate_task("one", number, model, metrics=["accuracy"], batch_size=4, apply="local")
            curve += [float(value) for key, value in {**trained, **judged}.items() if "metric" in key.tags]
        return curve

    def test_the_same_data_and_plan_give_the_same_curve(self):
        self.put("fra.txt", SENTENCES)
        self.assertEqual(self.curve(seed=0), self.curve(seed=0))
        self.assertNotEqual(self.curve(seed=0), self.curve(seed=1))

    def test_the_model_is_made_without_data_and_its_tensors_have_names_of_their_own(self):
        self.assertEqual(
            sorted(self.runner(shard=None).get_tensor_dict(False)),
            [
                *(f"decoder/{part}" for part in ("bias", "kernel", "recurrent_kernel")),
                *(f"encoder/{part}" for part in ("bias", "kernel", "recurrent_kernel")),
                "next_character/bias",
                "next_character/kernel",
            ],
        )

    def test_an_optimizer_that_is_reset_remembers_nothing_but_its_rate(self):
        self.put("fra.txt", SENTENCES)
        runner = self.runner()
        runner.train_task("one", 0, runner.get_tensor_dict(False), metrics=["loss"], batch_size=4)
        optimizer = runner.model.optimizer
        rate = float(optimizer.learning_rate)
        self.assertTrue(any(np.any(variable.numpy()) for variable in optimizer.variables[2:]))
        runner.reset_opt_vars()
        self.assertFalse(any(np.any(variable.numpy()) for variable in optimizer.variables[2:]))
        self.assertEqual(float(optimizer.learning_rate), rate)
