"""Makes up images and masks in the layout of the published archive, to try the workspace without it (source.synthetic in plan/plan.yaml)."""

import io

import numpy as np
from PIL import Image


def make_images(root, image_size, seed):
    """Returns a function of a number of images. Each shows one bright ellipse on red, which its mask marks."""

    def make(count):
        random = np.random.default_rng(seed)
        rows, columns = np.mgrid[:image_size, :image_size] / image_size
        for number in range(count):
            row, column = random.uniform(0.3, 0.7, 2)
            height, width = random.uniform(0.1, 0.25, 2)
            marked = ((rows - row) / height) ** 2 + ((columns - column) / width) ** 2 <= 1
            pixels = np.where(marked[:, :, None], (230, 170, 140), (150, 60, 50)) + random.normal(0, 15, (*marked.shape, 3))
            yield f"{root}/images/{number:04d}.jpg", jpeg(pixels.clip(0, 255).astype(np.uint8))
            yield f"{root}/masks/{number:04d}.jpg", jpeg(marked.astype(np.uint8) * 255)

    return make


def jpeg(pixels):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=95)
    return buffer.getvalue()
