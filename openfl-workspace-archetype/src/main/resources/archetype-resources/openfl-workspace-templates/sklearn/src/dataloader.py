"""Reads one collaborator's share of a table of numbers with a class: scikit-learn's digits, or a file in data/."""

import csv

import numpy as np
from openfl.federated.data.loader import DataLoader

from openfl_gramine import dataset


class TableDataLoader(DataLoader):
    """One shard: every n-th row of the shuffled table; the last ones are kept for validation.

    data_path is the shard's number from plan/data.yaml. While the plan is initialised it is None, and no data is needed.
    All other arguments come from the plan.
    """

    def __init__(
        self, data_path, features, classes, scale, collaborator_count, source=None, validation_share=0.2, seed=0, **kwargs
    ):
        super().__init__(**kwargs)
        self.features, self.classes = features, classes
        self.random = np.random.default_rng(seed)
        if data_path is None:
            return
        shard = dataset.parse_shard(data_path, collaborator_count)
        table, labels = self.read(dataset.find(**source)) if source else digits()
        train, valid = dataset.deal(range(len(labels)), shard, collaborator_count, validation_share, seed)
        self.train, self.valid = [(table[rows] / scale, labels[rows]) for rows in (train, valid)]

    def read(self, path):
        """Returns the numbers and classes of a file; refuses the first line that is not as the plan says."""
        rows = []
        try:
            for number, row in enumerate(csv.reader(dataset.read(path).decode("utf-8-sig").splitlines()), start=1):
                values = [float(cell) for cell in row]
                if len(values) != self.features + 1 or values[-1] not in range(self.classes):
                    raise dataset.DataError(
                        f"{path} line {number}: expected {self.features} numbers and a class from 0 to {self.classes - 1}."
                    )
                rows.append(values)
        except (ValueError, csv.Error) as error:
            raise dataset.DataError(f"{path} holds something else than columns of numbers: {error}.") from None
        table = np.array(rows).reshape(-1, self.features + 1)
        if not np.isfinite(table).all():
            raise dataset.DataError(f"{path} line {np.flatnonzero(~np.isfinite(table).all(axis=1))[0] + 1}: a number is not finite.")
        return table[:, :-1], table[:, -1].astype(np.int64)

    def get_feature_shape(self):
        return [self.features]

    def get_train_loader(self):
        """Returns the training rows in a new order each time."""
        rows, labels = self.train
        order = self.random.permutation(len(labels))
        return rows[order], labels[order]

    def get_valid_loader(self):
        return self.valid

    def get_train_data_size(self):
        return len(self.train[1])

    def get_valid_data_size(self):
        return len(self.valid[1])


def digits():
    from sklearn.datasets import load_digits

    return load_digits(return_X_y=True)
