from support import DataFolderTest

from src.dataloader import TableDataLoader
from src.taskrunner import LinearClassifier

OWN = dict(source={"name": "table.csv"}, features=2, classes=2, scale=1.0, collaborator_count=1, validation_share=0.5)
DIGITS = dict(features=64, classes=10, scale=16.0, collaborator_count=2)


class TableDataLoaderTest(DataFolderTest):
    def test_collaborators_share_all_digits(self):
        sizes = [
            (loader.get_train_data_size(), loader.get_valid_data_size())
            for loader in (TableDataLoader(shard, **DIGITS) for shard in ("1", "2"))
        ]
        self.assertEqual(sum(sum(each) for each in sizes), 1797)

    def test_each_mistake_is_one_line(self):
        for text, message in (
            ("1,2,0\n1,0\n", "data/table.csv line 2: expected 2 numbers and a class from 0 to 1."),
            ("1,2,0\n1,2,2\n", "data/table.csv line 2: expected 2 numbers and a class from 0 to 1."),
            ("1,2,0\n1,2,0.5\n", "data/table.csv line 2: expected 2 numbers"),
            ("1,x,0\n", "data/table.csv holds something else than columns of numbers"),
            ("1,2,0\n1,nan,0\n", "data/table.csv line 2: a number is not finite."),
            ("", "Shard 1 gets 0 of 0 items: too few"),
        ):
            with self.subTest(text):
                self.put("table.csv", text.encode())
                self.assert_one_line(message, TableDataLoader, "1", **OWN)
        (self.data / "table.csv").unlink()
        self.assert_one_line("data/table.csv is missing", TableDataLoader, "1", **OWN)


class LinearClassifierTest(DataFolderTest):
    def curve(self, seed):
        model = LinearClassifier(data_loader=TableDataLoader("1", seed=seed, **DIGITS))
        return [(model.fit(epochs=2)["loss"], model.evaluate()["accuracy"]) for _ in range(3)]

    def test_the_model_is_made_without_data(self):
        model = LinearClassifier(data_loader=TableDataLoader(None, **DIGITS)).get_tensor_dict()
        self.assertEqual({name: tensor.shape for name, tensor in model.items()}, {"coefficients": (10, 64), "intercepts": (10,)})
        self.assertFalse(any(tensor.any() for tensor in model.values()))

    def test_the_same_data_and_plan_give_the_same_curve_and_it_learns(self):
        curve = self.curve(seed=0)
        self.assertEqual(curve, self.curve(seed=0))
        self.assertNotEqual(curve, self.curve(seed=1))
        self.assertLess(curve[-1][0], curve[0][0])
        self.assertGreater(curve[-1][1], 0.9)

    def test_a_model_that_is_set_predicts_as_the_one_it_came_from(self):
        one, two = (LinearClassifier(data_loader=TableDataLoader("1", **DIGITS)) for _ in range(2))
        one.fit(epochs=1)
        two.set_tensor_dict(one.get_tensor_dict())
        self.assertEqual(one.evaluate(), two.evaluate())
