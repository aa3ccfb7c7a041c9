"""Reads one collaborator's share of the flowers in data/iris.csv."""

import csv

import numpy as np
from openfl.federated.data.loader import DataLoader

from openfl_gramine import dataset


class IrisDataLoader(DataLoader):
    """One shard: every n-th flower of the shuffled file; the last ones are kept for validation.

    data_path is the shard's number from plan/data.yaml. While the plan is initialised it is None, and no data is needed.
    All other arguments come from the plan.
    """

    def __init__(
        self,
        data_path,
        source,
        feature_mean,
        feature_scale,
        species,
        collaborator_count,
        validation_share=0.2,
        seed=0,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.feature_count = len(feature_mean)
        self.species = list(species)
        self.random = np.random.default_rng(seed)
        if data_path is None:
            return
        shard = dataset.parse_shard(data_path, collaborator_count)
        features, labels = read_flowers(dataset.find(**source), self.feature_count, self.species)
        features = (features - np.array(feature_mean)) / np.array(feature_scale)
        train, valid = dataset.deal(range(len(labels)), shard, collaborator_count, validation_share, seed)
        self.train_features, self.valid_features = features[train], features[valid]
        self.train_labels, self.valid_labels = labels[train], labels[valid]

    def get_feature_shape(self):
        return [self.feature_count]

    def get_train_loader(self, batch_size):
        """Yields the training flowers once, in a new order each time."""
        order = self.random.permutation(self.get_train_data_size())
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            yield self.train_features[batch], self.train_labels[batch]

    def get_valid_loader(self):
        yield self.valid_features, self.valid_labels

    def get_train_data_size(self):
        return len(self.train_labels)

    def get_valid_data_size(self):
        return len(self.valid_labels)


def read_flowers(path, feature_count, species):
    """Returns the measurements and the species' indices of all flowers in the file."""
    try:
        rows = list(csv.reader(dataset.read(path).decode("utf-8-sig").splitlines()))[1:]
    except (UnicodeDecodeError, csv.Error) as error:
        raise dataset.DataError(f"{path} is not a CSV file: {error}.") from None
    for number, row in enumerate(rows, start=2):
        if len(row) != feature_count + 1 or row[-1] not in species:
            raise dataset.DataError(f"{path} line {number}: expected {feature_count} numbers and one of {', '.join(species)}.")
    try:
        features = np.array([row[:-1] for row in rows], dtype=np.float64).reshape(-1, feature_count)
    except ValueError as error:
        raise dataset.DataError(f"{path} contains something that is not a number: {error}.") from None
    return features, np.array([species.index(row[-1]) for row in rows], dtype=np.int64)
