"""Small images."""

import io

from PIL import Image


def picture(colour, size=(16, 16), form="PNG", mode="RGB"):
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, form)
    return buffer.getvalue()
