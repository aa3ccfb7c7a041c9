"""Certificates and keys as text (RFC 7468)."""

import base64
import binascii
import re

from .mistake import Mistake

LIMIT = 256 << 10
BEGIN = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----")
CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)


def blocks(file, text):
    """The label of each block. Text around the blocks is allowed, as in RFC 7468; anything but base64 in them is not."""
    labels = []
    body = None
    for number, line in enumerate(map(str.rstrip, text.split("\n")), 1):
        if body is None:
            if begin := BEGIN.fullmatch(line):
                labels.append(begin[1])
                body = []
        elif line == f"-----END {labels[-1]}-----":
            require_base64(file, body, number)
            body = None
        else:
            body.append(line)
    if body is not None:
        raise Mistake(f"{file} ends within its last block, {labels[-1]}. Copy the whole file.")
    return labels


def certificates(content):
    """The certificates of a chain. The function of the package cryptography is newer than Debian 12's."""
    return CERTIFICATE.findall(content)


def require_base64(file, body, number):
    try:
        content = base64.b64decode("".join(body), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Mistake(
            f"{file} has something else than base64 in the block that ends in line {number};"
            " expected PEM without a passphrase. Have it issued again."
        ) from error
    if not content:
        raise Mistake(f"{file} has an empty block that ends in line {number}. Copy the whole file.")
