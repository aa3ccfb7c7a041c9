"""A convolutional network in which later blocks also receive the results of earlier ones."""

import torch
from torch import nn
from torch.nn.functional import dropout, max_pool2d, relu

# Each block halves the image's sides.
BLOCKS = 4


class Block(nn.Module):
    """Two convolutions, then pooling to half the resolution."""

    def __init__(self, channels_in, channels_between, channels_out):
        super().__init__()
        self.first = nn.Conv2d(channels_in, channels_between, kernel_size=3, padding=1)
        self.second = nn.Conv2d(channels_between, channels_out, kernel_size=3, padding=1)

    def forward(self, images):
        return max_pool2d(relu(self.second(relu(self.first(images)))), 2)


class DenseBlock(Block):
    """A block that returns its own result together with its pooled input."""

    def forward(self, images):
        return torch.cat([super().forward(images), max_pool2d(images, 2)], dim=1)


class HistologyNetwork(nn.Module):
    """Returns a score for each class. Input: square images of image_size pixels, 3 channels, values from 0 to 1."""

    def __init__(self, image_size, classes):
        super().__init__()
        self.blocks = nn.Sequential(
            Block(3, 16, 32),
            DenseBlock(32, 64, 128),
            DenseBlock(128 + 32, 256, 512),
            DenseBlock(512 + 160, 256, 512),
        )
        self.hidden = nn.Linear((512 + 672) * (image_size // 2**BLOCKS) ** 2, 128)
        self.scores = nn.Linear(128, classes)

    def forward(self, images):
        features = torch.flatten(self.blocks(images), start_dim=1)
        hidden = dropout(relu(self.hidden(features)), p=0.2, training=self.training)
        return self.scores(hidden)
