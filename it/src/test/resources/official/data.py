"""Small data sets in the forms that the data loaders of OpenFL's templates read: python3 data.py NAME DIRECTORY

The digits are scikit-learn's, of 8 × 8 pixels, in the size of MNIST's.
"""

import struct
import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits


def digits():
    found = load_digits()
    images = np.kron(found.images[:, :7, :7] * (255 / 16), np.ones((4, 4))).astype(np.uint8)
    labels = found.target.astype(np.uint8)
    return images[:1200], labels[:1200], images[1200:], labels[1200:]


def mnist_idx(directory):
    """As torchvision.datasets.MNIST keeps it."""
    raw = Path(directory, "MNIST/raw")
    raw.mkdir(parents=True)
    names = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
    for name, values in zip(names, digits()):
        head = struct.pack(f">BBBB{values.ndim}I", 0, 0, 8, values.ndim, *values.shape)
        (raw / name).write_bytes(head + values.tobytes())


def mnist_npz(directory):
    """As Keras downloads it."""
    np.savez(Path(directory, "mnist.npz"), **dict(zip(("x_train", "y_train", "x_test", "y_test"), digits())))


def higgs(directory):
    """train.csv and valid.csv of two collaborators: a class and 28 numbers in each line."""
    random = np.random.default_rng(1)
    weights = random.normal(size=28)
    for collaborator in ("1", "2"):
        for name, count in (("train.csv", 400), ("valid.csv", 100)):
            features = random.normal(size=(count, 28))
            file = Path(directory, collaborator, name)
            file.parent.mkdir(exist_ok=True)
            np.savetxt(file, np.column_stack((features @ weights > 0, features)), delimiter=",", fmt="%.6f")


def tiles(directory):
    """The unpacked tiles of Kather_texture_2016_image_tiles_5000, of eight colours, next to an archive that nobody opens."""
    random = np.random.default_rng(1)
    name = "Kather_texture_2016_image_tiles_5000"
    Path(directory, f"{name}.zip").write_bytes(b"")
    for kind in range(8):
        of_kind = Path(directory, name, f"0{kind + 1}_KIND")
        of_kind.mkdir(parents=True)
        for number in range(12):
            pixels = random.integers(0, 100, (150, 150, 3)) + 150 * np.array([kind & 1, kind >> 1 & 1, kind >> 2])
            (of_kind / f"{number}.ppm").write_bytes(b"P6\n150 150\n255\n" + pixels.astype(np.uint8).tobytes())


def scans(directory):
    """BraTS' files of two collaborators with five patients each: in four slices, a bright ball in noise, and where it is."""
    random = np.random.default_rng(1)
    x, y, z = np.indices((144, 144, 4))
    for collaborator in ("1", "2"):
        for patient in range(5):
            name = f"patient{patient}"
            of_patient = Path(directory, collaborator, name)
            of_patient.mkdir(parents=True)
            ball = ((x - random.integers(50, 94)) ** 2 + (y - random.integers(50, 94)) ** 2 < 300).astype(np.float32)
            nifti(of_patient / f"{name}_flair.nii", 2 * ball + random.normal(size=ball.shape))
            nifti(of_patient / f"{name}_seg.nii", ball)


def nifti(file, values):
    """NIfTI-1: one file with a header of 348 bytes, no extension, and numbers of 32 bits."""
    header = bytearray(352)
    struct.pack_into("<i", header, 0, 348)
    struct.pack_into("<8h", header, 40, values.ndim, *values.shape, *[1] * (7 - values.ndim))
    struct.pack_into("<2h", header, 70, 16, 32)
    struct.pack_into("<8f", header, 76, *[1] * 8)
    struct.pack_into("<2f", header, 108, 352, 1)
    header[344:348] = b"n+1\0"
    file.write_bytes(bytes(header) + values.astype("<f4").tobytes(order="F"))


def smokers(directory):
    """The columns of Kaggle's smokers-health-data."""
    random = np.random.default_rng(1)
    lines = ["age,sex,current_smoker,heart_rate,blood_pressure,cigs_per_day,chol"]
    for _ in range(200):
        smokes = random.integers(2)
        lines.append(
            f"{random.integers(40, 44)},{random.choice(['male', 'female'])},{'yes' if smokes else 'no'},{random.integers(60, 90)},"
            f"{random.integers(100, 140)}/{random.integers(60, 90)},{smokes * 10},{random.integers(180, 260)}"
        )
    Path(directory, "smoking_health_data_final.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    {function.__name__: function for function in (mnist_idx, mnist_npz, higgs, tiles, scans, smokers)}[sys.argv[1]](sys.argv[2])
