"""Makes up digits in the published format, to try the workspace without it (source.synthetic in plan/plan.yaml)."""

import numpy as np

from openfl_gramine.digits import make_digits

from src.idx import write_idx


def make_files(root, classes, image_size, seed):
    """Returns a function of a number of images to train with; a quarter of that are made to validate, at least one of each class."""

    def make(count):
        random = np.random.default_rng(seed)
        for part, size in (("train", count), ("t10k", max(classes, count // 4))):
            images, labels = make_digits(size, classes, image_size, random)
            yield f"{root}/{part}-images-idx3-ubyte.gz", write_idx(images)
            yield f"{root}/{part}-labels-idx1-ubyte.gz", write_idx(labels)

    return make
