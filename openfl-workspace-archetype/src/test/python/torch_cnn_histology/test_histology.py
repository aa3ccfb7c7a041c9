import torch
from pictures import picture
from src.dataloader import HistologyDataLoader
from src.taskrunner import HistologyTaskRunner
from support import DataFolderTest

CLASSES = ["red", "green"]


def tiles(of_each=5):
    """Each tile in a colour of its own."""
    return {
        f"tiles/{name}/{number}.tif": picture(tuple(10 * number + 5 if at == channel else 0 for at in range(3)), form="TIFF")
        for channel, name in enumerate(CLASSES)
        for number in range(of_each)
    }


def loader(shard, **settings):
    given = dict(source={"name": "tiles", "archive": "tiles.zip"}, classes=CLASSES, collaborator_count=2, batch_size=2, image_size=16)
    return HistologyDataLoader(shard, **{**given, **settings})


class HistologyDataLoaderTest(DataFolderTest):
    def test_collaborators_share_all_tiles_and_none_has_another_s(self):
        self.zip("tiles.zip", tiles())
        loaders = loader("1"), loader("2")
        self.assertEqual([(each.get_train_data_size(), each.get_valid_data_size()) for each in loaders], [(4, 1), (4, 1)])
        shown = [tuple(tile[:, 0, 0]) for each in loaders for part in (each.X_train, each.X_valid) for tile in part]
        self.assertEqual(len(set(shown)), 10)
        for each in loaders:
            for tile, label in zip(each.X_train, each.y_train):
                self.assertEqual(tile[:, 0, 0].argmax(), label)

    def test_an_unpacked_folder_gives_the_same_as_the_archive(self):
        self.zip("tiles.zip", tiles())
        packed = loader("1")
        for name, content in tiles().items():
            self.put(name, content)
        (self.data / "tiles.zip").unlink()
        self.assertTrue((packed.X_train == loader("1").X_train).all())

    def test_batches_are_floats_from_0_to_1(self):
        self.zip("tiles.zip", tiles())
        batches = list(loader("1").get_train_loader())
        self.assertEqual([images.shape for images, _ in batches], [(2, 3, 16, 16)] * 2)
        self.assertEqual(batches[0][0].dtype, "float32")
        self.assertLessEqual(max(images.max() for images, _ in batches), 1)

    def test_each_mistake_is_one_line(self):
        mistakes = {
            "data/tiles.zip/tiles/red/0.tif cannot be read as an image": {"tiles/red/0.tif": b"no image"},
            "data/tiles.zip/tiles/red/0.tif has 8 x 16 pixels; the plan's image_size is 16.": {
                "tiles/red/0.tif": picture("red", (8, 16), "TIFF")
            },
        }
        for message, changed in mistakes.items():
            self.zip("tiles.zip", {**tiles(1), **changed})
            self.assert_one_line(message, loader, "1", collaborator_count=1, validation_share=0.5)
        self.zip("tiles.zip", {"tiles/red/0.tif": picture("red")})
        self.assert_one_line("data/tiles.zip/tiles/green is missing or not a directory", loader, "1")
        self.zip("tiles.zip", tiles(1))
        self.assert_one_line("Shard 2 gets 1 of 2 items: too few to train and to validate.", loader, "2")
        self.assert_one_line("names shard '3'", loader, "3")


class HistologyTaskRunnerTest(DataFolderTest):
    def test_the_model_is_made_without_data(self):
        runner = HistologyTaskRunner(data_loader=loader(None, image_size=150, classes=list("12345678")))
        self.assertEqual(sum(tensor.size for tensor in runner.get_tensor_dict().values()), 16_652_072)

    def test_the_same_data_and_plan_give_the_same_curve(self):
        self.zip("tiles.zip", tiles())
        self.assertEqual(self.curve(seed=0), self.curve(seed=0))
        self.assertNotEqual(self.curve(seed=0), self.curve(seed=1))

    def curve(self, seed):
        runner = HistologyTaskRunner(data_loader=loader("1", seed=seed), seed=seed)
        runner.set_optimizer_treatment("RESET")
        model = runner.get_tensor_dict()
        curve = []
        for number in range(2):
            metrics, _ = runner.train_task("one", number, dict(model))
            model = {key.tensor_name: value for key, value in metrics.items() if "trained" in key.tags}
            curve += [float(value) for key, value in metrics.items() if "metric" in key.tags]
        return curve

    def test_an_optimizer_that_is_reset_remembers_nothing(self):
        self.zip("tiles.zip", tiles())
        runner = HistologyTaskRunner(data_loader=loader("1"))
        runner.set_optimizer_treatment("RESET")
        runner.train_task("one", 0, runner.get_tensor_dict())
        self.assertTrue(runner.optimizer.state_dict()["state"])
        runner.rebuild_model(1, runner.get_tensor_dict())
        self.assertFalse(runner.optimizer.state_dict()["state"])
        self.assertIsInstance(runner.optimizer, torch.optim.Adam)
