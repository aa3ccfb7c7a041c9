"""OpenFL's tensor store with an index, for fast aggregation of large models in little memory."""

import numpy as np
import pandas as pd
from openfl.databases import TensorDB
from openfl.interface.aggregation_functions import WeightedAverage
from openfl.utilities import LocalTensor, TensorKey, change_tags

COLUMNS = ["tensor_name", "origin", "round", "report", "tags", "nparray"]


class IndexedTensorDB(TensorDB):
    """Keeps tensors in a dictionary. OpenFL's own store compares five columns of a pandas table for each look-up, and copies
    the table for each added tensor, which is most of the aggregator's work at the end of a round. It also keeps each
    collaborator's model until the end of the next round; here the weighted average, which needs it once, removes it.

    For OpenFL's rarer queries the table is created on demand. What an aggregation function writes into it is lost. OpenFL's
    experimental privileged functions do that: with them, use openfl.component.Aggregator in the plan.
    """

    def __init__(self):
        self.tensors = {}
        super().__init__()

    @property
    def tensor_db(self):
        if self.table is None:
            rows = list(self.tensors.items())
            columns = [pd.Series(column, dtype=object) for column in zip(*((*key, value) for key, value in rows))]
            self.table = pd.DataFrame(dict(zip(COLUMNS, columns or [[]] * len(COLUMNS))))
        return self.table

    @tensor_db.setter
    def tensor_db(self, table):
        self.table = table
        self.tensors = {TensorKey(*row[:5]): row[5] for row in table.itertuples(index=False)}

    def clean_up(self, remove_older_than=1):
        super().clean_up(remove_older_than)
        # The table would keep what is removed from the dictionary.
        self.table = None

    def cache_tensor(self, tensor_key_dict):
        with self.mutex:
            for key, value in tensor_key_dict.items():
                # As in the table, the first of two values with one key is used.
                self.tensors.setdefault(TensorKey(*key), self.shared(TensorKey(*key), value))
            self.table = None

    def shared(self, key, value):
        """Returns the average itself as the next round's model if they are the same: without compression they are."""
        average = self.tensors.get(key._replace(tags=("aggregated",))) if key.tags == ("model",) else None
        same = average is not None and average.dtype == value.dtype and np.array_equal(average, value)
        return average if same else value

    def get_tensor_from_cache(self, tensor_key):
        found = self.tensors.get(TensorKey(*tensor_key))
        return None if found is None else np.asarray(found)

    def get_aggregated_tensor(self, tensor_key, collaborator_weight_dict, aggregation_function):
        """Returns and stores the average over the collaborators. If a value is missing, OpenFL's own method decides."""
        name, _, fl_round, report, tags = tensor_key
        keys = {collaborator: self.of(collaborator, tensor_key) for collaborator in collaborator_weight_dict}
        values = [
            LocalTensor(collaborator, self.get_tensor_from_cache(key), collaborator_weight_dict[collaborator])
            for collaborator, key in keys.items()
        ]
        privileged = getattr(aggregation_function, "_privileged", False)
        if privileged or tensor_key in self.tensors or any(value.tensor is None for value in values):
            return super().get_aggregated_tensor(tensor_key, collaborator_weight_dict, aggregation_function)
        if type(aggregation_function) is WeightedAverage:
            # Looks at nothing but these values, so no table is created for it, and they are not needed again.
            result = np.asarray(aggregation_function(values, iter(()), name, fl_round, tags))
            if not report:
                self.remove(keys.values())
        else:
            result = np.asarray(aggregation_function(values, self._iterate(), name, fl_round, tags))
        self.cache_tensor({tensor_key: result})
        return result

    def remove(self, keys):
        with self.mutex:
            for key in keys:
                del self.tensors[key]
            self.table = None

    @staticmethod
    def of(collaborator, key):
        """Returns the key of this collaborator's own value."""
        return key._replace(tags=change_tags(key.tags, add_field=collaborator))
