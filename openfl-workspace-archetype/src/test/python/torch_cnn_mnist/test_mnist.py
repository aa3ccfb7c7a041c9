import gzip
import struct

import numpy as np
from src.dataloader import MnistDataLoader
from src.idx import read_idx, write_idx
from src.synthetic import make_files
from src.taskrunner import MnistTaskRunner
from support import DataFolderTest


def idx(code, shape, content):
    """A file as it is published, byte by byte."""
    return gzip.compress(struct.pack(f">HBB{len(shape)}I", 0, code, len(shape), *shape) + content)


def loader(shard, **settings):
    given = dict(source={"name": "mnist"}, classes=10, collaborator_count=2, batch_size=4)
    return MnistDataLoader(shard, **{**given, **settings})


class MnistTest(DataFolderTest):
    def put_digits(self, count=40, **changed):
        """All four files; changed are contents of some, by their first letters and kind, such as train_labels."""
        for name, content in make_files("mnist", 10, 28, seed=1)(count):
            part, kind = name.removeprefix("mnist/").split("-")[:2]
            self.put(name, changed.get(f"{part}_{kind}", content))


class IdxTest(MnistTest):
    def test_bytes_are_read_in_the_order_of_the_published_format(self):
        path = self.put("some.gz", idx(8, (2, 2, 3), bytes(range(12))))
        self.assertEqual(read_idx(path, 3).tolist(), [[[0, 1, 2], [3, 4, 5]], [[6, 7, 8], [9, 10, 11]]])

    def test_what_is_written_is_read_and_has_the_same_bytes_each_time(self):
        array = np.arange(24).reshape(2, 3, 4)
        self.assertTrue((read_idx(self.put("some.gz", write_idx(array)), 3) == array).all())
        self.assertEqual(write_idx(array), write_idx(array))

    def test_each_mistake_is_one_line(self):
        whole = idx(8, (2,), b"\1\2")
        for content, message in (
            (b"no gzip", "data/some.gz cannot be unpacked by gzip: Not a gzipped file"),
            (whole[:-9], "data/some.gz cannot be unpacked by gzip: Compressed file ended"),
            (whole[:-8] + b"\0\0\0\0" + whole[-4:], "data/some.gz cannot be unpacked by gzip: CRC check failed"),
            (gzip.compress(b""), "data/some.gz is no IDX file of bytes in 1 dimensions."),
            (gzip.compress(b"\0\0\x08\1\0\0"), "data/some.gz is no IDX file"),
            (idx(8, (2, 1), b"\1\2"), "data/some.gz is no IDX file"),
            (idx(13, (2,), b"\1\2"), "data/some.gz is no IDX file"),
            (idx(8, (3,), b"\1\2"), "data/some.gz should have 3 bytes after its header; it has fewer."),
            (idx(8, (1,), b"\1\2"), "data/some.gz should have 1 bytes after its header; it has more."),
        ):
            with self.subTest(message):
                self.assert_one_line(message, read_idx, self.put("some.gz", content), 1)


class MnistDataLoaderTest(MnistTest):
    def test_collaborators_share_all_images_and_none_has_another_s(self):
        self.put_digits(41)
        loaders = loader("1"), loader("2")
        self.assertEqual([(each.get_train_data_size(), each.get_valid_data_size()) for each in loaders], [(21, 5), (20, 5)])
        for part, count in (("X_train", 41), ("X_valid", 10)):
            self.assertEqual(len({image.tobytes() for each in loaders for image in getattr(each, part)}), count)

    def test_an_image_keeps_its_label(self):
        self.put_digits()
        images = read_idx(self.data / "mnist/train-images-idx3-ubyte.gz", 3)
        labels = read_idx(self.data / "mnist/train-labels-idx1-ubyte.gz", 1)
        known = {image.tobytes(): label for image, label in zip(images, labels)}
        one = loader("1")
        self.assertEqual([known[image.tobytes()] for image in one.X_train], one.y_train.tolist())

    def test_batches_are_floats_from_0_to_1_with_one_channel(self):
        self.put_digits()
        batches = list(loader("1").get_train_loader())
        self.assertEqual([images.shape for images, _ in batches], [(4, 1, 28, 28)] * 5)
        self.assertEqual((batches[0][0].dtype, batches[0][1].dtype), ("float32", "int64"))
        self.assertLessEqual(max(images.max() for images, _ in batches), 1)

    def test_each_mistake_is_one_line(self):
        for changed, message in (
            (
                {"train_images": idx(8, (2, 8, 16), bytes(256))},
                "data/mnist/train-images-idx3-ubyte.gz: expected bytes for images of 28 x 28 pixels",
            ),
            ({"t10k_labels": idx(8, (3,), bytes(3))}, "data/mnist/t10k-labels-idx1-ubyte.gz: expected 10 integers, one per image"),
            (
                {"t10k_labels": idx(8, (10,), bytes([1] * 9 + [10]))},
                "data/mnist/t10k-labels-idx1-ubyte.gz: label 10 is 10; the plan has 10 classes, so the largest is 9.",
            ),
            (
                {"train_images": idx(8, (1, 28, 28), bytes(784)), "train_labels": idx(8, (1,), b"\0")},
                "data/mnist/train-images-idx3-ubyte.gz: shard 2 gets none of the 1 images.",
            ),
        ):
            with self.subTest(message):
                self.put_digits(**changed)
                self.assert_one_line(message, loader, "2")
        self.put_digits()
        (self.data / "mnist/t10k-labels-idx1-ubyte.gz").unlink()
        self.assert_one_line("data/mnist/t10k-labels-idx1-ubyte.gz cannot be read", loader, "1")
        self.assert_one_line("names shard '3'", loader, "3")

    def test_made_up_images_are_the_same_for_each_collaborator_and_depend_on_the_seed(self):
        made = [list(make_files("mnist", 10, 28, seed)(20)) for seed in (1, 1, 2)]
        self.assertEqual(made[0], made[1])
        self.assertNotEqual(made[0], made[2])


class MnistTaskRunnerTest(MnistTest):
    def test_the_model_is_made_without_data(self):
        runner = MnistTaskRunner(data_loader=loader(None))
        self.assertEqual(sum(tensor.size for tensor in runner.get_tensor_dict().values()), 105_866)

    def test_the_same_data_and_plan_give_the_same_curve_and_it_learns(self):
        self.put_digits(100)
        curve = self.curve(seed=0)
        self.assertEqual(curve, self.curve(seed=0))
        self.assertNotEqual(curve, self.curve(seed=1))
        self.assertLess(curve[-1], curve[0])

    def curve(self, seed):
        runner = MnistTaskRunner(data_loader=loader("1", seed=seed), seed=seed)
        runner.set_optimizer_treatment("RESET")
        model = runner.get_tensor_dict()
        curve = []
        for number in range(3):
            metrics, _ = runner.train_task("one", number, dict(model))
            model = {key.tensor_name: value for key, value in metrics.items() if "trained" in key.tags}
            curve += [float(value) for key, value in metrics.items() if "metric" in key.tags]
        return curve
