"""Reads one collaborator's share of data/table.csv: numbers in columns, without a header. TO CHANGE: the data are yours."""

import csv

import numpy as np
from openfl.federated.data.loader import DataLoader

from openfl_gramine import dataset


class ExperimentDataLoader(DataLoader):
    """One shard: every n-th row; the last ones are kept for validation.

    data_path is the shard's number from plan/data.yaml. While the plan is initialised it is None, and no data is needed.
    All other arguments come from the plan.
    """

    def __init__(self, data_path, source, columns, collaborator_count, validation_share=0.2, **kwargs):
        super().__init__(**kwargs)
        self.columns = columns
        if data_path is None:
            return
        shard = dataset.parse_shard(data_path, collaborator_count)
        rows = self.read(dataset.find(**source))
        train, valid = dataset.deal(rows, shard, collaborator_count, validation_share)
        self.train, self.valid = np.array(train), np.array(valid)

    def read(self, path):
        try:
            rows = [[float(cell) for cell in row] for row in csv.reader(dataset.read(path).decode().splitlines())]
        except ValueError as error:
            raise dataset.DataError(f"{path} holds something else than columns of numbers: {error}.") from None
        for number, row in enumerate(rows, start=1):
            if len(row) != self.columns:
                raise dataset.DataError(f"{path} line {number}: expected {self.columns} columns, found {len(row)}.")
        return rows

    def get_feature_shape(self):
        return [self.columns]

    def get_train_data_size(self):
        return len(self.train)

    def get_valid_data_size(self):
        return len(self.valid)
