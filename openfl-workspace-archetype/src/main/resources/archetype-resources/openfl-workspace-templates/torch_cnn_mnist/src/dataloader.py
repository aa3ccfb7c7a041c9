"""Reads one collaborator's share of the handwritten digits, from the four published files."""

from openfl_gramine import dataset, digits
from openfl_gramine.images import ImageDataLoader

from src.idx import read_idx
from src.synthetic import make_files


class MnistDataLoader(ImageDataLoader):
    """One shard: every n-th of the shuffled images to train, and every n-th of the test images to validate.

    data_path is the shard's number from plan/data.yaml. While the plan is initialised it is None, and no data is needed.
    All other arguments come from the plan.
    """

    def __init__(self, data_path, source, classes, collaborator_count, batch_size=64, image_size=28, seed=0, **kwargs):
        super().__init__(batch_size, image_size, seed, **kwargs)
        self.classes = classes
        if data_path is None:
            return
        shard = dataset.parse_shard(data_path, collaborator_count)
        root = dataset.find(**source, make=make_files(source["name"], classes, image_size, seed))

        def read(part):
            paths = root / f"{part}-images-idx3-ubyte.gz", root / f"{part}-labels-idx1-ubyte.gz"
            images, labels = read_idx(paths[0], 3), read_idx(paths[1], 1)
            images, labels = digits.share(images, labels, paths, shard, collaborator_count, classes, image_size, seed)
            # The network expects channels; grey is one.
            return images[:, None], labels

        self.X_train, self.y_train = read("train")
        self.X_valid, self.y_valid = read("t10k")

    def get_num_classes(self):
        return self.classes

    def get_feature_shape(self):
        return [1, self.image_size, self.image_size]
