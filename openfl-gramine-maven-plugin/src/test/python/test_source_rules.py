"""What is found in code that was written for OpenFL on ordinary machines: loaders, written files, packages."""

import sys

from support import FINISH, ScratchTest

sys.path.insert(0, str(FINISH))

import source  # noqa: E402

IMPORTS = "import os\nfrom pathlib import Path\nimport numpy as np\nfrom openfl.federated import PyTorchDataLoader\n"
READS = "OpenFL makes this data loader with data_path=None for the initial model, and __init__ reads data all the same."
WITHOUT = "OpenFL makes this data loader with data_path=None for the initial model, which __init__ does not take."
WRITES = "this writes below data/, which can only be read in an enclave."


class SourceRulesTest(ScratchTest):
    def problems(self, code):
        """(line, problem), the first line after the imports being 1."""
        self.write("src/code.py", IMPORTS + code)
        return [(found["line"] - IMPORTS.count("\n"), found["problem"]) for found in source.findings(self.scratch)]

    def assert_found(self, code, *problems):
        with self.subTest(code=code):
            self.assertEqual(self.problems(code), list(problems))

    def loader(self, parameters, *body, base="PyTorchDataLoader"):
        lines = "\n".join(f"        {line}" for line in body)
        return f"class Loader({base}):\n    def __init__(self, {parameters}):\n{lines}\n"

    def test_a_loader_that_needs_data_is_found(self):
        read = "self.x = read(int(data_path))"
        self.assert_found(self.loader("data_path, batch_size, **kwargs", "super().__init__(batch_size)", read), (2, READS))
        self.assert_found(self.loader("data_path=None", read, "if self.x is None:", "    return"), (2, READS))
        self.assert_found(self.loader("shard, batch_size", "self.x = shard"), (2, WITHOUT))

    def test_a_loader_that_asks_or_only_keeps_the_path_is_left_alone(self):
        read = "self.x = read(int(data_path))"
        for body in (
            ["if data_path is None:", "    return", read],
            ["if data_path:", "    " + read],
            ["self.x = None if data_path is None else read(data_path)"],
            ["self.x = data_path and read(data_path)"],
            ["super().__init__(data_path=data_path)", "self.path = data_path"],
        ):
            self.assert_found(self.loader("data_path=None, **kwargs", *body))
        self.assert_found(self.loader("batch_size, **kwargs", "self.x = kwargs.pop('data_path')"))
        self.assert_found(self.loader("shard", "self.x = shard", base="Module"))
        self.assert_found("from torch.utils.data import DataLoader\n" + self.loader("shard", "pass", base="DataLoader"))

    def test_a_loader_that_does_not_know_the_shape_that_is_asked_for_is_found(self):
        asks = "shape = loader.get_feature_shape()\n"
        loader = self.loader("data_path=None", "pass")
        found = "the workspace calls get_feature_shape of this data loader, which the classes of OpenFL 1.9 do not answer."
        self.assert_found(asks + loader, (2, found))
        self.assert_found(loader)
        self.assert_found(asks + loader + "    def get_feature_shape(self):\n        return [1, 28, 28]\n")
        self.assert_found(asks + "class Base:\n    pass\n" + self.loader("data_path=None", "pass", base="BaseDataLoader"))

    def test_writing_below_data_is_found(self):
        for code in (
            "open('data/cache.bin', 'wb')",
            "open('./data/log.txt', mode='a')",
            "os.makedirs('data/train')",
            "os.makedirs(os.path.join(os.getcwd(), 'data', 'train'))",
            "Path('data').mkdir()",
            "(Path.cwd() / 'data' / 'x.txt').write_text('x')",
            "ROOT = Path('data')\n(ROOT / 'x').mkdir()",
            "frame.to_csv(f'data/{name}.csv')",
            "np.save('data/x.npy', x)",
            "archive.extractall('data')",
        ):
            self.assert_found(code, (code.count("\n") + 1, WRITES))

    def test_reading_there_writing_elsewhere_and_guarded_writing_are_left_alone(self):
        for code in (
            "open('data/cache.bin', 'rb')",
            "open('data/cache.bin')",
            "open('logs/data/x', 'w')",
            "os.makedirs('database')",
            "if not os.path.exists('data/x'):\n    os.makedirs('data/x')",
            "def main():\n    os.makedirs('data/x')\nif __name__ == '__main__':\n    main()",
            "np.load('data/x.npy')",
        ):
            self.assert_found(code)

    def test_what_a_constructor_calls_is_not_guarded_by_the_constructor_of_the_class_above(self):
        body = ["super().__init__(**kwargs)", "if data_path is None:", "    return", "self.prepare()"]
        prepare = "    def prepare(self):\n        frame.to_csv('./data/client.csv')\n"
        self.assert_found(self.loader("data_path=None, **kwargs", *body) + prepare, (8, WRITES))

    def test_functions_that_call_each_other_and_nobody_else_are_not_guarded(self):
        self.assert_found("def f():\n    os.makedirs('data/x')\n    g()\ndef g():\n    f()", (2, WRITES))

    def test_a_function_that_two_guarded_ones_call_is_left_alone(self):
        self.assert_found(
            "def save():\n    os.makedirs('data/x')\ndef f():\n    save()\ndef g():\n    save()\n"
            "def start():\n    f()\n    g()\nif not os.path.exists('data/x'):\n    start()"
        )

    def test_methods_that_openfl_no_longer_calls_are_found(self):
        def runner(base, *names):
            return f"class Runner({base}):\n" + "".join(f"    def {name}(self):\n        pass\n" for name in names)

        def never(today, former):
            return f"OpenFL 1.9 calls {today}, and never {former}, the name in OpenFL 1.3 to 1.5."

        self.assert_found(
            runner("PyTorchTaskRunner", "forward", "validate", "train_epoch", "train"),
            (4, never("validate_task", "validate")),
            (6, never("train_", "train_epoch")),
        )
        self.assert_found(runner("KerasTaskRunner", "train"), (2, never("train_task", "train")))
        self.assert_found(runner("PyTorchTaskRunner", "validate", "validate_task"))
        self.assert_found(runner("TaskRunner", "validate"))

    def test_names_that_openfl_no_longer_has_are_found(self):
        self.assert_found(
            "from openfl.federated import TensorFlowDataLoader",
            (1, "openfl.federated.TensorFlowDataLoader: OpenFL 1.9 does not have it."),
        )

    def test_a_package_that_an_enclave_does_not_allow_is_told_once_per_file(self):
        code = "import flwr\nfrom flwr.client import ClientApp\nfrom openfl.experimental.workflow import interface\nimport flwrx\n"
        self.assertEqual(
            [(line, problem.partition(":")[0]) for line, problem in self.problems(code)],
            [(1, "flwr"), (3, "openfl.experimental")],
        )
        self.assert_found("from torch.utils import tensorboard", (1, "torch.utils.tensorboard: TensorBoard's files can be written to logs/ alone."))
        self.assert_found(
            "import modin.pandas as pd",
            (1, "modin: Modin starts Ray's, Dask's or MPI's processes, which an enclave cannot do."),
        )
        self.assert_found("from . import flwr\nfrom openfl.federated import Plan")
