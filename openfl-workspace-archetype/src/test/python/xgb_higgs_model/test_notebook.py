from notebook import NotebookTest
from openfl_gramine.local import LocalRun


class LinesTest(NotebookTest):
    def test_the_readme_s_lines_train_in_a_notebook(self):
        self.assert_learns("train/logloss", ("#synthetic: 2000", "synthetic: 200"))

    def test_each_round_adds_a_tree(self):
        run = LocalRun("1", plan="/workspace/plan/plan.yaml", source={"name": "higgs", "synthetic": 200})
        for _ in range(4):
            run.train()
        run.runner.set_tensor_dict(run.tensors)
        self.assertEqual(len(run.runner.bst.get_dump()), 4)
