"""Reads one collaborator's share of collisions: tables of numbers in which the first column is the class."""

import contextlib
import csv
import gzip
import zlib

import numpy as np
from openfl.federated.data.loader_xgb import XGBoostDataLoader

from openfl_gramine import dataset

from src.synthetic import make_collisions

LARGEST = float(np.finfo(np.float32).max)


class HiggsDataLoader(XGBoostDataLoader):
    """One shard: every n-th row of the shuffled tables; the last ones are kept for validation.

    data_path is the shard's number from plan/data.yaml. While the plan is initialised it is None, and no data is needed.
    All other arguments come from the plan.
    """

    def __init__(self, data_path, source, features, collaborator_count, rows=None, validation_share=0.2, seed=0, **kwargs):
        super().__init__(**kwargs)
        self.features = features
        if data_path is None:
            return
        shard = dataset.parse_shard(data_path, collaborator_count)
        table = self.read(dataset.find(**source, make=make_collisions(source["name"], features, seed)), rows)
        train, valid = dataset.deal(range(len(table)), shard, collaborator_count, validation_share, seed)
        self.X_train, self.y_train = table[train, 1:], table[train, 0]
        self.X_valid, self.y_valid = table[valid, 1:], table[valid, 0]

    def get_feature_shape(self):
        return [self.features]

    def read(self, directory, rows):
        """Returns the first rows of the directory's tables in the order of their names: all if rows is None."""
        tables, left = [], rows
        for path in dataset.files(directory, ".csv", ".csv.gz"):
            if left is not None and left < 1:
                break
            tables.append(self.read_table(path, left))
            left = None if left is None else left - len(tables[-1])
        return np.concatenate(tables)

    def read_table(self, path, rows):
        try:
            with open_table(path) as file:
                table = np.loadtxt(file, np.float32, comments=None, delimiter=",", ndmin=2, max_rows=rows)
        except (OSError, EOFError, zlib.error) as error:
            raise dataset.DataError(f"{path} cannot be read: {error}.") from None
        except ValueError:
            table = None
        if table is None or table.shape[1] != self.features + 1 or not np.isfinite(table).all() or not np.isin(table[:, 0], (0, 1)).all():
            raise dataset.DataError(f"{path} line {self.first_mistake(path)}: expected a class, 0 or 1, and {self.features} numbers.")
        return table

    def first_mistake(self, path):
        """Returns the number of the first line that is not as the plan says; slow, and only for a message."""
        with open_table(path) as file:
            for number, line in enumerate(file, start=1):
                if not line.strip():
                    continue
                try:
                    values = [float(cell) for cell in next(csv.reader([line.decode()]))]
                except (ValueError, StopIteration, csv.Error):
                    return number
                if len(values) != self.features + 1 or values[0] not in (0, 1) or not all(abs(value) <= LARGEST for value in values):
                    return number
        return 1


@contextlib.contextmanager
def open_table(path):
    """Opens a table, which is compressed if its name ends with .gz."""
    with path.open("rb") as file:
        yield gzip.open(file) if path.name.endswith(".gz") else file
