"""Reads one collaborator's share of the handwritten digits, from the file that Keras publishes."""

import io
import zipfile
import zlib

import numpy as np
from openfl.federated.data.loader_keras import KerasDataLoader

from openfl_gramine import dataset, digits

from src.synthetic import make_file

FILE = "mnist.npz"


class MnistDataLoader(KerasDataLoader):
    """One shard: every n-th of the shuffled images to train, and every n-th of the test images to validate.

    data_path is the shard's number from plan/data.yaml. While the plan is initialised it is None, and no data is needed.
    All other arguments come from the plan.
    """

    def __init__(self, data_path, source, classes, collaborator_count, batch_size=64, image_size=28, seed=0, **kwargs):
        super().__init__(batch_size, **kwargs)
        self.classes, self.image_size = classes, image_size
        self.random = np.random.default_rng(seed)
        if data_path is None:
            return
        shard = dataset.parse_shard(data_path, collaborator_count)
        path = dataset.find(**source, make=make_file(f"{source['name']}/{FILE}", classes, image_size, seed)) / FILE
        arrays = read_npz(path, "x_train", "y_train", "x_test", "y_test")

        def share(part):
            names = f"{path} x_{part}", f"{path} y_{part}"
            images, labels = arrays[f"x_{part}"], arrays[f"y_{part}"]
            return digits.share(images, labels, names, shard, collaborator_count, classes, image_size, seed)

        self.X_train, self.y_train = share("train")
        self.X_valid, self.y_valid = share("test")

    def get_num_classes(self):
        return self.classes

    def get_feature_shape(self):
        return [self.image_size, self.image_size, 1]

    def get_train_loader(self, batch_size=None, **kwargs):
        """Yields the training images once, in a new order each time."""
        return self.batches(self.X_train, self.y_train, self.random.permutation(len(self.X_train)), batch_size)

    def get_valid_loader(self, batch_size=None, **kwargs):
        return self.batches(self.X_valid, self.y_valid, np.arange(len(self.X_valid)), batch_size)

    def batches(self, images, labels, order, batch_size):
        """Yields (images with one channel as floats from 0 to 1, labels)."""
        size = batch_size or self.batch_size
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            yield images[batch][..., None].astype(np.float32) / 255, labels[batch]


def read_npz(path, *names):
    """Returns arrays of a file in NumPy's format .npz. Pickles in it are refused, because they could run code."""
    content = io.BytesIO(dataset.read(path))
    if not zipfile.is_zipfile(content):
        raise dataset.DataError(f"{path} is not a complete file of NumPy's format .npz.")
    try:
        with np.load(content, allow_pickle=False) as arrays:
            for name in names:
                if name not in arrays:
                    raise dataset.DataError(f"{path} has no array {name}; expected {', '.join(names)}.")
            return {name: arrays[name] for name in names}
    except (OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        raise dataset.DataError(f"{path} cannot be read: {error}.") from None
