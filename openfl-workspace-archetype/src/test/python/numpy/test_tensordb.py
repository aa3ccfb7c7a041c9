import contextlib
import io
import random
import unittest

import numpy as np
from openfl.databases import TensorDB
from openfl.interface.aggregation_functions import WeightedAverage
from openfl.utilities import TensorKey
from src.tensordb import IndexedTensorDB

WEIGHTS = {"one": 0.25, "two": 0.75}


class IndexedTensorDBTest(unittest.TestCase):
    """Whatever is asked, OpenFL's own store gives the same answer."""

    def setUp(self):
        self.random = random.Random(1)
        self.stores = TensorDB(), IndexedTensorDB()

    def both(self, question):
        # OpenFL prints what is missing.
        with contextlib.redirect_stdout(io.StringIO()):
            theirs, ours = (question(store) for store in self.stores)
        self.assertEqual(repr(theirs), repr(ours))

    def key(self, *tags, report=False):
        return TensorKey(self.random.choice("ab"), "aggregator", self.random.randrange(4), report, tags)

    def test_answers_are_the_same_after_any_sequence_of_requests(self):
        for step in range(400):
            value = np.array([step, -step], dtype=np.float32)
            kind = self.random.randrange(6)
            with self.subTest(step=step, kind=kind):
                if kind < 3:
                    key = self.key("trained", self.random.choice(list(WEIGHTS)), report=self.random.random() < 0.1)
                    self.both(lambda store: store.cache_tensor({key: value}))
                elif kind == 3:
                    key = self.key("trained", "one")
                    self.both(lambda store: store.get_tensor_from_cache(key))
                elif kind == 4:
                    key = self.key("trained")
                    self.both(lambda store: store.get_aggregated_tensor(key, WEIGHTS, WeightedAverage()))
                elif self.random.random() < 0.3 and step > 50:
                    self.both(lambda store: store.clean_up(2))
                self.both(lambda store: store.get_tensors_by_round_and_tags(1, ("trained",)))

    def test_the_table_lists_what_is_stored(self):
        key = TensorKey("weights", "aggregator", 0, False, ("model",))
        self.both(lambda store: store.cache_tensor({key: np.zeros(2)}))
        self.assertIn("weights", str(self.stores[1]))
        self.assertEqual(len(self.stores[1].tensor_db), 1)
