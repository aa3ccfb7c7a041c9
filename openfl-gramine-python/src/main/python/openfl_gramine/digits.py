"""Small grey images of handwritten digits, as those of MNIST: checked and divided into shares, or made up."""

import logging

import numpy as np

from openfl_gramine import dataset

logger = logging.getLogger(__name__)

# The strokes of a digit as on a pocket calculator. Each is a rectangle: first and last row, first and last column, in 20ths.
STROKES = {
    "top": (2, 4, 6, 14),
    "middle": (9, 11, 6, 14),
    "bottom": (16, 18, 6, 14),
    "upper left": (2, 11, 4, 6),
    "upper right": (2, 11, 14, 16),
    "lower left": (9, 18, 4, 6),
    "lower right": (9, 18, 14, 16),
}
LACKING = [
    {"middle"},
    {"top", "middle", "bottom", "upper left", "lower left"},
    {"upper left", "lower right"},
    {"upper left", "lower left"},
    {"top", "bottom", "lower left"},
    {"upper right", "lower left"},
    {"upper right"},
    {"middle", "bottom", "upper left", "lower left"},
    set(),
    {"lower left"},
]


def share(images, labels, names, shard, count, classes, image_size, seed):
    """Returns one collaborator's images and their labels: every count-th after all are shuffled with the seed.

    images are bytes in the order image, row, column; labels are numbers from 0. names are what messages call the two.
    """
    if images.dtype != np.uint8 or images.ndim != 3 or images.shape[1:] != (image_size, image_size):
        raise dataset.DataError(
            f"{names[0]}: expected bytes for images of {image_size} x {image_size} pixels, the plan's image_size; "
            f"it has {images.dtype} of {' x '.join(map(str, images.shape))}."
        )
    if labels.dtype.kind not in "iu" or labels.shape != images.shape[:1]:
        raise dataset.DataError(f"{names[1]}: expected {len(images)} integers, one per image; it has {labels.dtype} of {labels.shape}.")
    if (wrong := np.flatnonzero((labels < 0) | (labels >= classes))).size:
        raise dataset.DataError(
            f"{names[1]}: label {wrong[0] + 1} is {labels[wrong[0]]}; the plan has {classes} classes, so the largest is {classes - 1}."
        )
    chosen = dataset.share(np.random.default_rng(seed).permutation(len(labels)), shard, count)
    if len(chosen) == 0:
        raise dataset.DataError(f"{names[0]}: shard {shard} gets none of the {len(labels)} images. There are {count} shards.")
    logger.info("Shard %d of %d: %d images of %s", shard, count, len(chosen), names[0])
    return images[chosen], labels[chosen].astype(np.int64)


def make_digits(count, classes, image_size, random):
    """Returns made-up images and their labels: digits as on a pocket calculator, each in its own place and brightness, with noise."""
    labels = (np.arange(count) % min(classes, len(LACKING))).astype(np.uint8)
    return np.stack([draw(label, image_size, random) for label in labels]), labels


def draw(digit, image_size, random):
    image = np.zeros((image_size, image_size))
    for name, places in STROKES.items():
        if name not in LACKING[digit]:
            top, bottom, left, right = (place * image_size // 20 for place in places)
            image[top:bottom, left:right] = random.uniform(150, 250)
    shifted = np.roll(image, random.integers(-image_size // 14, image_size // 14 + 1, size=2), axis=(0, 1))
    return (shifted + random.normal(0, 20, shifted.shape)).clip(0, 255).astype(np.uint8)
