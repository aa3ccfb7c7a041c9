from notebook import NotebookTest


class LinesTest(NotebookTest):
    def test_the_readme_s_lines_train_in_a_notebook(self):
        self.assert_learns("train/soft_dice_loss", ("#synthetic: 16", "synthetic: 8"), ("image_size: 332", "image_size: 32"))
