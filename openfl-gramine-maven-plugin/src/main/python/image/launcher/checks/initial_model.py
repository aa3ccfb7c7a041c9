"""The initial model is what the host gives that is parsed with the most code: by protobuf, in C, up to two gigabytes.

Its form is OpenFL 1.9's ModelProto (openfl/protocols/base.proto) in protobuf's wire format: fields, each a key (number and wire
type) and a value. Only known fields are accepted, of their own type, each within the message around it.
"""

import os

from .. import mounted, plan
from ..mistake import Mistake

LIMIT = (2 << 30) - 1  # protobuf's own
MOST_TENSORS = 100_000
LONGEST_TEXT = 4096
LONGEST_VARINT = 10

VARINT, LENGTH, FIXED32 = 0, 2, 5

TEXT, BYTES = "text", "bytes"
INT_TO_FLOAT = {1: VARINT, 2: FIXED32}
METADATA = {1: INT_TO_FLOAT, 2: BYTES, 3: BYTES}  # two lists of numbers, packed
TENSOR = {1: TEXT, 2: VARINT, 3: VARINT, 4: VARINT, 5: TEXT, 6: METADATA, 7: BYTES}
MODEL = {1: TENSOR}


class Malformed(Exception):
    """What is wrong, in a few words."""


def require_form(start):
    if start.is_collaborator:
        return
    path = plan.settings("aggregator").get("init_state_path")
    if not path or not os.path.lexists(path):
        return
    taken = mounted.take(start, path, LIMIT, "Mount the model that plan-initialize wrote.")
    try:
        with open(taken, "rb") as file:
            reader = Reader(file, os.fstat(file.fileno()).st_size)
            require_message(reader, reader.size, MODEL)
    except Malformed as malformed:
        raise Mistake(
            f"{path} is not a model as OpenFL writes it: {malformed}, at byte {reader.position}."
            " Create it again: mvn openfl-gramine:plan-initialize."
        ) from malformed


def require_message(reader, end, fields):
    count = 0
    while reader.position < end:
        key = reader.varint(end)
        number, wire_type = key >> 3, key & 7
        kind = fields.get(number)
        expected = kind if kind in (VARINT, FIXED32) else LENGTH
        if kind is None or wire_type != expected:
            raise Malformed(f"field {number} of wire type {wire_type} is unknown there")
        if kind == VARINT:
            reader.varint(end)
        elif kind == FIXED32:
            reader.skip(4, end)
        else:
            length = reader.varint(end)
            require_value(reader, length, end, kind)
        count += kind is TENSOR
        if count > MOST_TENSORS:
            raise Malformed(f"it has more than {MOST_TENSORS} tensors")


def require_value(reader, length, end, kind):
    if length > end - reader.position:
        raise Malformed(f"a field of {length} bytes ends behind what contains it")
    if kind is TEXT:
        require_text(reader.read(length) if length <= LONGEST_TEXT else None)
    elif kind is BYTES:
        reader.skip(length, end)
    else:
        require_message(reader, reader.position + length, kind)


def require_text(content):
    if content is None:
        raise Malformed(f"a name or tag is longer than {LONGEST_TEXT} bytes")
    try:
        if mounted.CONTROL.search(content.decode("utf-8")):
            raise Malformed("a name or tag has a control character")
    except UnicodeDecodeError as error:
        raise Malformed("a name or tag is not text in UTF-8") from error


class Reader:
    """Reads what describes the tensors, and passes over their values."""

    def __init__(self, file, size):
        self.file = file
        self.size = size
        self.position = 0

    def read(self, length):
        content = self.file.read(length)
        if len(content) != length:
            raise Malformed("the file ends too early")
        self.position += length
        return content

    def skip(self, length, end):
        if length > end - self.position:
            raise Malformed(f"a field of {length} bytes ends behind what contains it")
        self.file.seek(length, os.SEEK_CUR)
        self.position += length

    def varint(self, end):
        value = 0
        for index in range(LONGEST_VARINT):
            if self.position >= end:
                raise Malformed("a number ends behind what contains it")
            byte = self.read(1)[0]
            value |= (byte & 0x7F) << 7 * index
            if byte < 0x80:
                return value
        raise Malformed("a number has more than 64 bits")
