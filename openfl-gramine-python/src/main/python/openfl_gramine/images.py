"""A collaborator's images, read once, kept in memory as bytes, and returned as batches of floats."""

import io

import numpy as np
from openfl.federated.data.loader_pt import PyTorchDataLoader
from PIL import Image

from openfl_gramine import dataset


class ImageDataLoader(PyTorchDataLoader):
    """Returns batches of one shard's images: X_train, y_train, X_valid, y_valid, which a subclass sets.

    Images are bytes in the order channel, row, column. There are no worker processes, because Gramine has no shared locks.
    """

    def __init__(self, batch_size, image_size, seed, **kwargs):
        super().__init__(batch_size, **kwargs)
        self.image_size = image_size
        self.random = np.random.default_rng(seed)

    def get_feature_shape(self):
        return [3, self.image_size, self.image_size]

    def get_train_loader(self, **kwargs):
        """Yields the training images once, in a new order each time."""
        return self.batches(self.X_train, self.y_train, self.random.permutation(len(self.X_train)))

    def get_valid_loader(self, **kwargs):
        return self.batches(self.X_valid, self.y_valid, np.arange(len(self.X_valid)))

    def batches(self, images, targets, order):
        for start in range(0, len(order), self.batch_size):
            batch = order[start : start + self.batch_size]
            yield self.as_input(images[batch]), self.as_target(targets[batch])

    def as_input(self, images):
        """Converts bytes to the network's input: by default floats from 0 to 1."""
        return images.astype(np.float32) / 255

    def as_target(self, targets):
        return targets


def read_image(path, mode):
    """Reads an image from a directory or an archive, in Pillow's mode RGB or L."""
    content = dataset.read(path)
    try:
        with Image.open(io.BytesIO(content)) as image:
            return image.convert(mode)
    except Exception as error:  # Pillow's decoders raise nearly anything for a damaged file
        raise dataset.DataError(f"{path} cannot be read as an image: {error}") from None
