"""Makes up tiles in the layout of the published archive, to try the workspace without it (source.synthetic in plan/plan.yaml)."""

import io

import numpy as np
from PIL import Image


def make_tiles(root, classes, image_size, seed):
    """Returns a function of a number of tiles. A class has a colour and a grain; each pixel has noise."""

    def make(count):
        random = np.random.default_rng(seed)
        for number in range(count):
            label = number % len(classes)
            across = np.arange(image_size)
            grain = np.sin(across[:, None] * (label + 1) / 4) * np.sin(across * (label + 1) / 4)
            colour = np.array([np.cos(label), np.cos(label + 2), np.cos(label + 4)])
            pixels = 128 + 60 * colour + 30 * grain[:, :, None] + random.normal(0, 20, (image_size, image_size, 3))
            buffer = io.BytesIO()
            Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(buffer, "TIFF")
            yield f"{root}/{classes[label]}/{number:04d}.tif", buffer.getvalue()

    return make
