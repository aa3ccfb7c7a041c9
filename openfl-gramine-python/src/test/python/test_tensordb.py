import contextlib
import io
import random
import unittest

import numpy as np
from openfl.databases import TensorDB
from openfl.interface.aggregation_functions import WeightedAverage
from openfl.utilities import TensorKey
from openfl_gramine.tensordb import IndexedTensorDB

WEIGHTS = {"one": 0.25, "two": 0.75}


class History(WeightedAverage):
    """An aggregation that may look at everything in the store."""


class IndexedTensorDBTest(unittest.TestCase):
    """Whatever is asked, OpenFL's own store gives the same answer, unless the weighted average has taken what is asked for."""

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
                    self.both(lambda store: store.get_aggregated_tensor(key, WEIGHTS, History()))
                elif self.random.random() < 0.3 and step > 50:
                    self.both(lambda store: store.clean_up(2))
                self.both(lambda store: store.get_tensors_by_round_and_tags(1, ("trained",)))

    def test_the_table_lists_what_is_stored(self):
        key = TensorKey("weights", "aggregator", 0, False, ("model",))
        self.both(lambda store: store.cache_tensor({key: np.zeros(2)}))
        self.assertIn("weights", str(self.stores[1]))
        self.assertEqual(len(self.stores[1].tensor_db), 1)

    def test_the_weighted_average_is_the_same_and_takes_the_values_of_collaborators(self):
        average, report = (TensorKey("a", "aggregator", 0, report, ("trained",)) for report in (False, True))
        for key in (average, report):
            for number, collaborator in enumerate(WEIGHTS):
                value = np.array([number + 0.1, 0.7], dtype=np.float32)
                self.both(lambda store: store.cache_tensor({IndexedTensorDB.of(collaborator, key): value}))
            self.both(lambda store: store.get_aggregated_tensor(key, WEIGHTS, WeightedAverage()))
            self.both(lambda store: store.get_tensor_from_cache(key))

        self.assertEqual(list(self.stores[1].tensors), [average, *(self.stores[1].of(name, report) for name in WEIGHTS), report])
        self.assertNotIn("('one', 'trained')", str(self.stores[1].tensor_db[~self.stores[1].tensor_db["report"].astype(bool)]))

    def test_the_next_round_s_model_is_the_average_itself_if_nothing_differs(self):
        store = IndexedTensorDB()
        model = TensorKey("a", "aggregator", 1, False, ("model",))
        store.cache_tensor({model._replace(tags=("aggregated",)): np.ones(3, dtype=np.float32)})
        store.cache_tensor({model: np.ones(3, dtype=np.float32)})
        self.assertEqual(len({id(value) for value in store.tensors.values()}), 1)

        for other in (np.zeros(3, dtype=np.float32), np.ones(3), np.ones((3, 1), dtype=np.float32)):
            store = IndexedTensorDB()
            store.cache_tensor({model._replace(tags=("aggregated",)): np.ones(3, dtype=np.float32)})
            store.cache_tensor({model: other})
            self.assertIs(store.tensors[model], other)
