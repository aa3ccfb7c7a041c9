"""Makes up collisions in the published format, to try the workspace without it (source.synthetic in plan/plan.yaml)."""

import gzip
import io

import numpy as np


def make_collisions(root, features, seed):
    """Returns a function of a number of rows. A class depends on which of two numbers of a row is larger, and on a third one's size."""

    def make(count):
        random = np.random.default_rng(seed)
        numbers = random.normal(size=(count, features))
        signal = (numbers[:, 0] > numbers[:, -1]) ^ (np.abs(numbers[:, features // 2]) > 1.5)
        text = io.BytesIO()
        np.savetxt(text, np.column_stack([signal, numbers]), fmt="%.18e", delimiter=",")
        yield f"{root}/HIGGS.csv.gz", gzip.compress(text.getvalue(), mtime=0)

    return make
