"""Reads files of the format IDX, in which MNIST is published: bytes in one or more dimensions, compressed by gzip."""

import gzip
import io
import math
import zlib

import numpy as np

from openfl_gramine import dataset

# Two zeros, the code for unsigned bytes, then the number of dimensions.
BYTES = b"\0\0\x08"


def read_idx(path, dimensions):
    """Returns the bytes of a file as an array of so many dimensions."""
    packed = dataset.read(path)
    try:
        with gzip.open(io.BytesIO(packed)) as file:
            header = file.read(4 + 4 * dimensions)
            shape = tuple(int(size) for size in np.frombuffer(header[4 : len(header) // 4 * 4], dtype=">u4"))
            if header[:4] != BYTES + bytes([dimensions]) or len(shape) != dimensions:
                raise dataset.DataError(f"{path} is no IDX file of bytes in {dimensions} dimensions.")
            size = math.prod(shape)
            # One more, to see what is too long; and with the last byte gzip's checksum is verified.
            content = file.read(size + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise dataset.DataError(f"{path} cannot be unpacked by gzip: {error}.") from None
    if len(content) != size:
        sizes = " x ".join(map(str, shape))
        raise dataset.DataError(f"{path} should have {sizes} bytes after its header; it has {'more' if len(content) > size else 'fewer'}.")
    return np.frombuffer(content, dtype=np.uint8).reshape(shape)


def write_idx(array):
    """Returns the content of such a file."""
    header = BYTES + bytes([array.ndim]) + np.array(array.shape, dtype=">u4").tobytes()
    return gzip.compress(header + array.astype(np.uint8).tobytes(), mtime=0)
