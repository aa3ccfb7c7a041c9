"""A small convolutional network."""

import torch
from torch import nn
from torch.nn.functional import max_pool2d, relu


class MnistNetwork(nn.Module):
    """Returns a score for each class. Input: square images of image_size pixels, 1 channel, values from 0 to 1."""

    def __init__(self, image_size, classes):
        super().__init__()
        self.first = nn.Conv2d(1, 16, kernel_size=3, padding=1)
        self.second = nn.Conv2d(16, 32, kernel_size=3, padding=1)
        # Each convolution is followed by pooling, which halves the image's sides.
        self.hidden = nn.Linear(32 * (image_size // 4) ** 2, 64)
        self.scores = nn.Linear(64, classes)

    def forward(self, images):
        features = max_pool2d(relu(self.first(images)), 2)
        features = max_pool2d(relu(self.second(features)), 2)
        return self.scores(relu(self.hidden(torch.flatten(features, start_dim=1))))
