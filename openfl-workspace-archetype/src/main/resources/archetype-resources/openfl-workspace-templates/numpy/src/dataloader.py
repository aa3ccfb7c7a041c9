"""Reads one collaborator's share of the flowers in data/iris.csv."""

import csv

import numpy as np
from openfl.federated.data.loader import DataLoader

from src import dataset


class IrisDataLoader(DataLoader):
    """One shard: every n-th flower of the shuffled file, the last ones of it kept for validation.

    All settings but data_path come from the plan. data_path, from plan/data.yaml, is the shard's number, from 1 to
    collaborator_count. It is None while the plan is initialised: then no data is read, none has to be there.
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
        order = dataset.share(self.random.permutation(len(labels)), shard, collaborator_count)
        cut = len(order) - round(len(order) * validation_share)
        if not 0 < cut < len(order):
            raise dataset.DataError(f"Shard {shard} gets {len(order)} flowers: too few to train and to validate.")
        features = (features[order] - np.array(feature_mean)) / np.array(feature_scale)
        self.train_features, self.valid_features = features[:cut], features[cut:]
        self.train_labels, self.valid_labels = labels[order[:cut]], labels[order[cut:]]

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
    """The measurements and the species' indices of all flowers in the file."""
    try:
        rows = list(csv.reader(dataset.read(path).decode("utf-8-sig").splitlines()))[1:]
    except (UnicodeDecodeError, csv.Error) as error:
        raise dataset.DataError(f"{path} is no text of columns: {error}.") from None
    for number, row in enumerate(rows, start=2):
        if len(row) != feature_count + 1 or row[-1] not in species:
            raise dataset.DataError(f"{path} line {number}: expected {feature_count} numbers and one of {', '.join(species)}.")
    try:
        features = np.array([row[:-1] for row in rows], dtype=np.float64).reshape(-1, feature_count)
    except ValueError as error:
        raise dataset.DataError(f"{path} holds something that is not a number: {error}.") from None
    return features, np.array([species.index(row[-1]) for row in rows], dtype=np.int64)
