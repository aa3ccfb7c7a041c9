"""Makes up digits in the published format, to try the workspace without it (source.synthetic in plan/plan.yaml)."""

import io

import numpy as np

from openfl_gramine.digits import make_digits


def make_file(name, classes, image_size, seed):
    """Returns a function of a number of images to train with; a quarter of that are made to validate, at least one of each class."""

    def make(count):
        random = np.random.default_rng(seed)
        arrays = {}
        for part, size in (("train", count), ("test", max(classes, count // 4))):
            arrays[f"x_{part}"], arrays[f"y_{part}"] = make_digits(size, classes, image_size, random)
        content = io.BytesIO()
        np.savez_compressed(content, **arrays)
        yield name, content.getvalue()

    return make
