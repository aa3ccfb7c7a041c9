from support import DataFolderTest

from src.dataloader import ExperimentDataLoader
from src.taskrunner import ExperimentModel

SETTINGS = dict(source={"name": "table.csv"}, columns=2, collaborator_count=1, validation_share=0.25)


class ExperimentTest(DataFolderTest):
    def test_the_example_learns_the_mean_of_each_column(self):
        self.put("table.csv", b"1,5\n3,7\n2,6\n2,6\n")
        model = ExperimentModel(learning_rate=0.5, data_loader=ExperimentDataLoader("1", **SETTINGS))
        first = model.fit(epochs=1)["loss"]
        self.assertLess(model.fit(epochs=20)["loss"], first)
        self.assertEqual(model.get_tensors()["means"].round(2).tolist(), [2, 6])
        self.assertGreater(model.evaluate()["closeness"], 0.99)

    def test_each_mistake_is_one_line(self):
        self.put("table.csv", b"1,2\n1\n")
        self.assert_one_line("data/table.csv line 2: expected 2 columns, found 1.", ExperimentDataLoader, "1", **SETTINGS)
        self.put("table.csv", b"1,two\n")
        self.assert_one_line("holds something else than columns of numbers", ExperimentDataLoader, "1", **SETTINGS)
