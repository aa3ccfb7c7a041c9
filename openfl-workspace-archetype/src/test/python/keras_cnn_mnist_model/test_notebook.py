from notebook import NotebookTest


class LinesTest(NotebookTest):
    def test_the_readme_s_lines_train_in_a_notebook(self):
        self.assert_learns("train/loss", ("#synthetic: 1000", "synthetic: 100"))
