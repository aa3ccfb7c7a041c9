"""Reads one collaborator's share of the endoscopic images and their polyp masks."""

import numpy as np
from PIL import Image

from openfl_gramine import dataset
from openfl_gramine.images import ImageDataLoader, read_image

from src.synthetic import make_images

IMAGES = (".jpg", ".jpeg", ".png")


class KvasirDataLoader(ImageDataLoader):
    """One shard: every n-th image by name; the last ones are kept for validation.

    data_path is the shard's number from plan/data.yaml. While the plan is initialised it is None, and no data is needed.
    All other arguments come from the plan.
    """

    def __init__(
        self,
        data_path,
        source,
        collaborator_count,
        batch_size=4,
        image_size=332,
        validation_share=0.125,
        seed=0,
        **kwargs,
    ):
        super().__init__(batch_size, image_size, seed, **kwargs)
        if data_path is None:
            return
        shard = dataset.parse_shard(data_path, collaborator_count)
        root = dataset.find(**source, make=make_images(source["name"], image_size, seed))
        train, valid = dataset.deal(dataset.files(root / "images", *IMAGES), shard, collaborator_count, validation_share)
        self.X_train, self.y_train = self.read_pairs(train, root / "masks")
        self.X_valid, self.y_valid = self.read_pairs(valid, root / "masks")

    def read_pairs(self, paths, masks):
        images = np.empty((len(paths), *self.get_feature_shape()), dtype=np.uint8)
        marked = np.empty((len(paths), 1, self.image_size, self.image_size), dtype=bool)
        for index, path in enumerate(paths):
            images[index] = self.resized(path, "RGB", Image.BILINEAR).transpose(2, 0, 1)
            marked[index, 0] = self.resized(self.mask_of(path, masks), "L", Image.NEAREST) > 127
        return images, marked

    def mask_of(self, path, masks):
        mask = masks / path.name
        if not mask.exists():
            raise dataset.DataError(f"{mask} is missing: the mask of {path}.")
        return mask

    def resized(self, path, mode, method):
        return np.asarray(read_image(path, mode).resize((self.image_size, self.image_size), method))

    def as_input(self, images):
        """Scales the bytes to floats from -1 to 1."""
        return images.astype(np.float32) / 127.5 - 1

    def as_target(self, targets):
        return targets.astype(np.float32)
