import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from openfl.component import Aggregator
from openfl.pipelines import NoCompressionPipeline
from openfl.protocols import base_pb2, utils
from openfl.utilities import TensorKey
from openfl_gramine.aggregator import PromptAggregator

MODEL = {"b": np.arange(6, dtype=np.float32).reshape(2, 3), "a": np.array(7, dtype=np.float32), "none": np.zeros(0, np.float32)}


class SavedModelTest(unittest.TestCase):
    """The file of a round's model is OpenFL's, byte by byte."""

    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.initial = self.directory / "init.pbuf"
        utils.dump_proto(utils.construct_model_proto(MODEL, 0, NoCompressionPipeline()), self.initial)

    def aggregator(self, of_class, name):
        saved = self.directory / name
        assigner = SimpleNamespace(is_task_group_evaluation=lambda: False)
        made = of_class("aggregator", "federation", ["one"], str(self.initial), None, str(saved), assigner, persist_checkpoint=False)
        trained = {TensorKey(name, "aggregator", 3, False, ("model",)): value + np.float32(1) for name, value in MODEL.items()}
        made.tensor_db.cache_tensor(trained)
        return made, saved

    def test_it_is_the_same_file(self):
        files = []
        for of_class in (Aggregator, PromptAggregator):
            made, saved = self.aggregator(of_class, of_class.__name__)
            for _ in range(2):
                made._save_model(3, str(saved))
            files.append(saved.read_bytes())

        self.assertEqual(*files)
        self.assertEqual([tensor.name for tensor in base_pb2.ModelProto.FromString(files[1]).tensors], list(MODEL))

    def test_no_file_is_begun_if_a_tensor_is_missing(self):
        made, saved = self.aggregator(PromptAggregator, "missing")
        made._save_model(2, str(saved))
        self.assertFalse(saved.exists())
