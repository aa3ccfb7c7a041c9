"""A U-Net (Ronneberger, Fischer, Brox 2015) with batch normalisation."""

import torch
from torch import nn
from torch.nn.functional import pad

WIDTHS = (64, 128, 256, 512, 1024)


class DoubleConvolution(nn.Sequential):
    """Two convolutions that keep the size."""

    def __init__(self, channels_in, channels_out):
        super().__init__(
            nn.Conv2d(channels_in, channels_out, kernel_size=3, padding=1),
            nn.BatchNorm2d(channels_out),
            nn.ReLU(inplace=True),
            nn.Conv2d(channels_out, channels_out, kernel_size=3, padding=1),
            nn.BatchNorm2d(channels_out),
            nn.ReLU(inplace=True),
        )


class UpStep(nn.Module):
    """Doubles the resolution and concatenates the result with the images of the down path at that resolution."""

    def __init__(self, channels):
        super().__init__()
        self.up = nn.ConvTranspose2d(channels, channels // 2, kernel_size=2, stride=2)
        self.convolution = DoubleConvolution(channels, channels // 2)

    def forward(self, images, beside):
        larger = self.up(images)
        # The down path drops a row and a column of an odd size.
        rows, columns = (beside.shape[side] - larger.shape[side] for side in (2, 3))
        larger = pad(larger, (columns // 2, columns - columns // 2, rows // 2, rows - rows // 2))
        return self.convolution(torch.cat([beside, larger], dim=1))


class UNet(nn.Module):
    """Returns for each pixel the probability, from 0 to 1, that it belongs to a class; one map per class."""

    def __init__(self, channels, classes):
        super().__init__()
        sides = zip((channels, *WIDTHS), WIDTHS)
        self.down = nn.ModuleList(DoubleConvolution(before, after) for before, after in sides)
        self.up = nn.ModuleList(UpStep(width) for width in reversed(WIDTHS[1:]))
        self.maps = nn.Conv2d(WIDTHS[0], classes, kernel_size=1)
        self.halve = nn.MaxPool2d(2)

    def forward(self, images):
        passed = []
        for step in self.down:
            images = step(self.halve(images) if passed else images)
            passed.append(images)
        for step, beside in zip(self.up, reversed(passed[:-1])):
            images = step(images, beside)
        return torch.sigmoid(self.maps(images))
