import torch
from pictures import picture
from src.dataloader import KvasirDataLoader
from src.network import UNet
from src.taskrunner import KvasirTaskRunner, soft_dice_loss
from support import DataFolderTest


def pairs(count=8):
    images = {f"polyps/images/{number}.jpg": picture((200, 100, number), (40, 30), "JPEG") for number in range(count)}
    masks = {f"polyps/masks/{number}.jpg": picture(255 * (number % 2), (40, 30), "JPEG", "L") for number in range(count)}
    return {**images, **masks}


def loader(shard, **settings):
    given = dict(source={"name": "polyps", "archive": "polyps.zip"}, collaborator_count=2, batch_size=2, image_size=32)
    return KvasirDataLoader(shard, **{**given, **settings})


class KvasirDataLoaderTest(DataFolderTest):
    def test_an_image_goes_with_the_mask_of_its_name(self):
        self.zip("polyps.zip", pairs())
        for shard, marked in (("1", 0), ("2", 1)):
            each = loader(shard)
            self.assertEqual((each.get_train_data_size(), each.get_valid_data_size()), (3, 1))
            self.assertTrue((each.y_train == marked).all())
            images, masks = next(each.get_valid_loader())
            self.assertEqual((images.shape, masks.shape), ((1, 3, 32, 32), (1, 1, 32, 32)))
            self.assertTrue(-1 <= images.min() and images.max() <= 1)

    def test_each_mistake_is_one_line(self):
        mistakes = {
            "data/polyps.zip/polyps/masks/0.jpg is missing: the mask of data/polyps.zip/polyps/images/0.jpg.": {
                name: content for name, content in pairs().items() if name != "polyps/masks/0.jpg"
            },
            "data/polyps.zip/polyps/images/0.jpg cannot be read as an image": {**pairs(), "polyps/images/0.jpg": b""},
            "data/polyps.zip/polyps/images is missing or not a directory": {"polyps/masks/0.jpg": b""},
            "Shard 1 gets 1 of 2 items: too few": pairs(2),
        }
        for message, content in mistakes.items():
            with self.subTest(message):
                self.zip("polyps.zip", content)
                self.assert_one_line(message, loader, "1")


class KvasirTaskRunnerTest(DataFolderTest):
    def test_the_model_is_made_without_data(self):
        model = KvasirTaskRunner(data_loader=loader(None)).get_tensor_dict()
        self.assertEqual((len(model), sum(tensor.size for tensor in model.values())), (136, 31_055_315))

    def test_a_size_that_cannot_be_halved_evenly_comes_back_as_it_was(self):
        with torch.no_grad():
            self.assertEqual(UNet(3, 1).eval()(torch.zeros(1, 3, 37, 50)).shape, (1, 1, 37, 50))

    def test_the_loss_is_none_for_the_mask_itself_and_all_for_its_opposite(self):
        mask = torch.zeros(1, 1, 8, 8)
        mask[..., :4] = 1
        self.assertEqual(soft_dice_loss(mask, mask).item(), 0)
        self.assertGreater(soft_dice_loss(1 - mask, mask).item(), 0.9)
        nothing = torch.zeros_like(mask)
        self.assertEqual(soft_dice_loss(nothing, nothing).item(), 0)

    def test_the_same_data_and_plan_give_the_same_curve(self):
        self.zip("polyps.zip", pairs())
        curves = []
        for _ in range(2):
            runner = KvasirTaskRunner(data_loader=loader("2"), learning_rate=0.001, seed=3)
            runner.set_optimizer_treatment("RESET")
            trained, _ = runner.train_task("two", 0, runner.get_tensor_dict())
            model = {key.tensor_name: value for key, value in trained.items() if "trained" in key.tags}
            judged, _ = runner.validate_task("two", 0, model, apply="local")
            curves.append([float(value) for key, value in {**trained, **judged}.items() if "metric" in key.tags])
        self.assertEqual(*curves)
