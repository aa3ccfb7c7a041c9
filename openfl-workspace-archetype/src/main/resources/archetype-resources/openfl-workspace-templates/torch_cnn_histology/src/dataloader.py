"""Reads one collaborator's share of the tissue tiles, from one directory of images per class."""

import numpy as np

from openfl_gramine import dataset
from openfl_gramine.images import ImageDataLoader, read_image

from src.synthetic import make_tiles


class HistologyDataLoader(ImageDataLoader):
    """One shard: every n-th tile of the shuffled data set; the last ones are kept for validation.

    data_path is the shard's number from plan/data.yaml. While the plan is initialised it is None, and no data is needed.
    All other arguments come from the plan.
    """

    def __init__(
        self,
        data_path,
        source,
        classes,
        collaborator_count,
        batch_size=32,
        image_size=150,
        validation_share=0.2,
        seed=0,
        **kwargs,
    ):
        super().__init__(batch_size, image_size, seed, **kwargs)
        self.classes = list(classes)
        if data_path is None:
            return
        shard = dataset.parse_shard(data_path, collaborator_count)
        made_up = make_tiles(source["name"], self.classes, image_size, seed)
        tiles = self.list_tiles(dataset.find(**source, make=made_up))
        train, valid = dataset.deal(tiles, shard, collaborator_count, validation_share, seed)
        self.X_train, self.y_train = self.read_tiles(train)
        self.X_valid, self.y_valid = self.read_tiles(valid)

    def get_num_classes(self):
        return len(self.classes)

    def list_tiles(self, root):
        """Returns all tiles with the index of their class."""
        return [
            (path, label)
            for label, name in enumerate(self.classes)
            for path in dataset.files(root / name, ".tif", ".tiff", ".png", ".jpg", ".jpeg")
        ]

    def read_tiles(self, tiles):
        images = np.empty((len(tiles), *self.get_feature_shape()), dtype=np.uint8)
        for index, (path, _) in enumerate(tiles):
            image = read_image(path, "RGB")
            if image.size != (self.image_size, self.image_size):
                raise dataset.DataError(
                    f"{path} has {image.width} x {image.height} pixels; the plan's image_size is {self.image_size}."
                )
            images[index] = np.asarray(image).transpose(2, 0, 1)
        return images, np.array([label for _, label in tiles], dtype=np.int64)
