"""What the program that saves a model does without OpenFL: which file it wants, and which model it refuses."""

import contextlib
import io
import sys
from pathlib import Path

from support import MODULE, ScratchTest

sys.path.insert(0, str(MODULE / "src/main/python/model"))
import save  # noqa: E402


class TaskRunner:
    def save_native(self, filepath):
        raise NotImplementedError


class PyTorchTaskRunner(TaskRunner):
    def save_native(self, filepath):
        Path(filepath).write_text("state", encoding="utf-8")


class Own(PyTorchTaskRunner):
    pass


class KerasTaskRunner(TaskRunner):
    def save_native(self, filepath):
        raise AssertionError("exports a directory")


class Model:
    saved = None

    def save(self, path):
        self.saved = path


class ModelSaveTest(ScratchTest):
    def test_the_ending_is_that_of_the_class_of_openfl(self):
        self.assertEqual(save.ending(Own()), ".pt")
        self.assertEqual(save.ending(object()), "")

    def test_the_runner_saves_itself(self):
        save.save(Own(), self.scratch / "demo.pt")
        self.assertEqual(save.only_file(self.scratch).name, "demo.pt")

    def test_a_keras_model_is_one_file_and_no_export(self):
        runner = KerasTaskRunner()
        runner.model = Model()
        save.save(runner, self.scratch / "demo.keras")
        self.assertEqual(runner.model.saved, self.scratch / "demo.keras")

    def test_a_runner_without_save_native_is_refused(self):
        for runner in (TaskRunner(), object()):
            self.assert_refused(save.save, runner, self.scratch / "demo")

    def test_no_file_two_files_and_a_directory_are_refused(self):
        self.assert_refused(save.only_file, self.scratch)
        (self.scratch / "export").mkdir()
        (self.scratch / "export/model").write_bytes(b"")
        self.assert_refused(save.only_file, self.scratch)
        (self.scratch / "one").write_bytes(b"")
        self.assert_refused(save.only_file, self.scratch)

    def test_a_model_of_another_workspace_is_refused(self):
        save.require_same_names({"weights": 1}, {"weights": 0, "bias": 0})
        self.assert_refused(save.require_same_names, {"conv1.weight": 1}, {"weights": 0})

    def assert_refused(self, function, *arguments):
        said = io.StringIO()
        with contextlib.redirect_stderr(said), self.assertRaises(SystemExit) as end:
            function(*arguments)
        self.assertRegex(said.getvalue(), r"\Aopenfl-gramine: [^\n]+\n\Z")
        self.assertEqual(end.exception.code, 3)
