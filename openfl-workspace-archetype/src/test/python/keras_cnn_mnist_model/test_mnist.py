import io

import numpy as np
from src.dataloader import MnistDataLoader
from src.synthetic import make_file
from src.taskrunner import MnistTaskRunner
from support import DataFolderTest

FILE = "mnist/mnist.npz"


def loader(shard, **settings):
    given = dict(source={"name": "mnist"}, classes=10, collaborator_count=2, batch_size=4)
    return MnistDataLoader(shard, **{**given, **settings})


class MnistTest(DataFolderTest):
    def digits(self, count=40):
        """The file's arrays by name."""
        ((_, content),) = make_file(FILE, 10, 28, seed=1)(count)
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return dict(arrays)

    def put_digits(self, count=40, **changed):
        content = io.BytesIO()
        arrays = {**self.digits(count), **changed}
        np.savez(content, **{name: array for name, array in arrays.items() if array is not None})
        return self.put(FILE, content.getvalue())


class MnistDataLoaderTest(MnistTest):
    def test_collaborators_share_all_images_and_none_has_another_s(self):
        self.put_digits(41)
        loaders = loader("1"), loader("2")
        self.assertEqual([(each.get_train_data_size(), each.get_valid_data_size()) for each in loaders], [(21, 5), (20, 5)])
        for part, count in (("X_train", 41), ("X_valid", 10)):
            self.assertEqual(len({image.tobytes() for each in loaders for image in getattr(each, part)}), count)

    def test_an_image_keeps_its_label(self):
        self.put_digits()
        arrays = self.digits()
        known = {image.tobytes(): label for image, label in zip(arrays["x_train"], arrays["y_train"])}
        one = loader("1")
        self.assertEqual([known[image.tobytes()] for image in one.X_train], one.y_train.tolist())

    def test_batches_are_floats_from_0_to_1_with_one_channel(self):
        self.put_digits()
        batches = list(loader("1").get_train_loader())
        self.assertEqual([images.shape for images, _ in batches], [(4, 28, 28, 1)] * 5)
        self.assertEqual((batches[0][0].dtype, batches[0][1].dtype), ("float32", "int64"))
        self.assertLessEqual(max(images.max() for images, _ in batches), 1)

    def test_each_mistake_is_one_line(self):
        for changed, message in (
            ({"x_test": None}, "data/mnist/mnist.npz has no array x_test; expected x_train, y_train, x_test, y_test."),
            ({"y_train": np.array([{}])}, "data/mnist/mnist.npz cannot be read: Object arrays cannot be loaded"),
            ({"x_train": np.zeros((40, 8, 16), np.uint8)}, "data/mnist/mnist.npz x_train: expected bytes for images of 28 x 28 pixels"),
            ({"x_train": np.zeros((40, 28, 28))}, "it has float64 of 40 x 28 x 28."),
            ({"y_test": np.zeros(3, np.uint8)}, "data/mnist/mnist.npz y_test: expected 10 integers, one per image"),
            ({"y_test": np.zeros(10)}, "data/mnist/mnist.npz y_test: expected 10 integers, one per image; it has float64"),
            ({"y_test": np.array([1] * 9 + [10])}, "y_test: label 10 is 10; the plan has 10 classes, so the largest is 9."),
            ({"y_test": np.array([-1] * 10)}, "y_test: label 1 is -1; the plan has 10 classes"),
            ({"x_test": np.zeros((1, 28, 28), np.uint8), "y_test": np.zeros(1, int)}, "x_test: shard 2 gets none of the 1 images."),
        ):
            with self.subTest(message):
                self.put_digits(**changed)
                self.assert_one_line(message, loader, "2")
        whole = self.put_digits().read_bytes()
        for content in (b"", b"nothing", whole[:-30]):
            self.put(FILE, content)
            self.assert_one_line("data/mnist/mnist.npz is not a complete file of NumPy's format .npz.", loader, "1")
        self.put(FILE, whole.replace(self.digits()["x_train"][5].tobytes(), bytes(784)))
        self.assert_one_line("data/mnist/mnist.npz cannot be read: Bad CRC-32", loader, "1")
        self.assert_one_line("names shard '3'", loader, "3")

    def test_made_up_images_are_the_same_for_each_collaborator_and_depend_on_the_seed(self):
        made = []
        for seed in (1, 1, 2):
            with self.assertLogs("openfl_gramine.dataset", "WARNING"):
                made.append(loader("1", source={"name": "mnist", "synthetic": 20}, seed=seed).X_train.tobytes())
        self.assertEqual(made[0], made[1])
        self.assertNotEqual(made[0], made[2])


class MnistTaskRunnerTest(MnistTest):
    def runner(self, shard="1", seed=0):
        runner = MnistTaskRunner(data_loader=loader(shard, seed=seed), seed=seed)
        runner.set_optimizer_treatment("RESET")
        return runner

    def curve(self, seed):
        runner = self.runner(seed=seed)
        model = runner.get_tensor_dict(False)
        curve = []
        for number in range(3):
            trained, _ = runner.train_task("one", number, model, metrics=["loss"], batch_size=4)
            model = {key.tensor_name: value for key, value in trained.items() if "trained" in key.tags}
            curve += [float(value) for key, value in trained.items() if "metric" in key.tags]
        return curve

    def test_the_model_is_made_without_data_and_its_tensors_have_names_of_their_own(self):
        model = self.runner(shard=None).get_tensor_dict(False)
        layers = ("first", "hidden", "scores", "second")
        self.assertEqual(sorted(model), [f"{layer}/{part}" for layer in layers for part in ("bias", "kernel")])
        self.assertEqual(sum(tensor.size for tensor in model.values()), 105_866)

    def test_the_same_data_and_plan_give_the_same_curve_and_it_learns(self):
        self.put_digits(100)
        curve = self.curve(seed=0)
        self.assertEqual(curve, self.curve(seed=0))
        self.assertNotEqual(curve, self.curve(seed=1))
        self.assertLess(curve[-1], curve[0])
