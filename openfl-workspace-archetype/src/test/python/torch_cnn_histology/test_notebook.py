from notebook import NotebookTest


class LinesTest(NotebookTest):
    def test_the_readme_s_lines_train_in_a_notebook(self):
        self.assert_learns("train/cross_entropy", ("#synthetic: 160", "synthetic: 20"), ("batch_size: 32", "batch_size: 4"))
