"""A collaborator's tasks: finding the pixels of an image that show a polyp."""

import numpy as np
import torch
from openfl.utilities import Metric

from src.network import UNet
from openfl_gramine.seeded import SeededTaskRunner


def soft_dice_loss(output, target):
    """One minus the overlap of marked and predicted area, weighted by the predicted probability (Milletari 2016)."""
    both = (output * target).sum(dim=(1, 2, 3))
    either = output.sum(dim=(1, 2, 3)) + target.sum(dim=(1, 2, 3))
    # Adding one makes two empty masks agree.
    return (1 - (2 * both + 1) / (either + 1)).mean()


class KvasirTaskRunner(SeededTaskRunner):
    """Training is OpenFL's own (PyTorchTaskRunner); validation compares areas."""

    def __init__(self, n_channels=3, n_classes=1, **kwargs):
        super().__init__(lambda: UNet(n_channels, n_classes), loss_fn=soft_dice_loss, **kwargs)

    def validate_(self, validation_dataloader):
        """Returns the Dice coefficient of the predicted area: the pixels with a probability above one half."""
        overlaps = []
        with torch.no_grad():
            for images, masks in validation_dataloader:
                predicted = (self(torch.tensor(images)) > 0.5).float()
                overlaps += [1 - soft_dice_loss(*pair).item() for pair in zip(predicted.split(1), torch.tensor(masks).split(1))]
        return Metric(name="dice_coef", value=np.array(np.mean(overlaps)))
