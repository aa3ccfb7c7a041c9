from support import DataFolderTest

from src.dataloader import IrisDataLoader
from src.taskrunner import SoftmaxRegression


class FlowersTest(DataFolderTest):
    SETTINGS = dict(source={"name": "iris.csv"}, species=["a", "b"], feature_mean=[0.0], feature_scale=[1.0], collaborator_count=2)

    def loader(self, shard, text):
        self.put("iris.csv", text.encode())
        return IrisDataLoader(shard, **self.SETTINGS)

    def test_lines_that_are_not_as_expected_are_told_by_number(self):
        self.assert_one_line("data/iris.csv line 3: expected 1 numbers and one of a, b.", self.loader, "1", "x,s\n1,a\n1,c\n")
        self.assert_one_line("contains something that is not a number", self.loader, "1", "x,s\none,a\n")
        self.assert_one_line("Shard 2 gets 1 of 2 items: too few", self.loader, "2", "x,s\n1,a\n2,b\n")

    def test_the_same_data_and_plan_give_the_same_curve(self):
        text = "x,s\n" + "".join(f"{number},{'ab'[number % 2]}\n" for number in range(40))
        curves = []
        for _ in range(2):
            runner = SoftmaxRegression(learning_rate=0.5, data_loader=self.loader("1", text))
            model = runner.get_tensor_dict()
            curves.append([str(runner.train_task("one", number, model, batch_size=4)) for number in range(3)])
        self.assertEqual(*curves)
