"""Fetches the keys of Gramine's and Intel's package repositories: repository_keys.py CODENAME DIRECTORY

Whoever makes apt trust a key chooses what runs in the enclave. So each key has to have a fingerprint that is listed here, and
only what was compared is written. Status 3: there was an answer, but not the expected key.
"""

import base64
import binascii
import hashlib
import re
import sys
import urllib.request
from pathlib import Path

GRAMINE = "https://packages.gramineproject.io/gramine-keyring-{codename}.gpg"
INTEL = "https://download.01.org/intel-sgx/sgx_repo/ubuntu/intel-sgx-deb.key"

# From the repository of Gramine 1.9 (keys/gramine-2021.gpg, keys/gramine-2024.gpg, .ci/intel-sgx-deb.key), as printed by
# gpg --show-keys; the first one also in Gramine's documentation ("Verifying cryptographic signatures"), the last one in Intel's
# README of the SGX software.
OF_GRAMINE = {
    "EA3C2D624681AC968521587A5EE1171912234070",  # Gramine Project signing key (2021)
    "1CBF71E00FF0A5577A4EA6984B8D8EC2F8BE4647",  # Gramine Project signing key (2024a)
    "71807D6094DDF649D9591A53B951298EB73C9392",  # Gramine Project signing key (2024b)
}
OF_INTEL = {"150434D1488BF80308B69398E5C7F0FA1C6C6C3C"}

WRONG_KEY = 3
LIMIT = 1 << 20

# Packets of a transferable public key (RFC 9580, 5 and 10.1).
PUBLIC_KEY = 6
OTHERS = {2, 12, 13, 14, 17}  # signature, trust, user ID, public subkey, user attribute
VERSION = 4


class WrongKey(Exception):
    pass


def main(codename, directory):
    try:
        fetch(GRAMINE.format(codename=codename), OF_GRAMINE, Path(directory, "gramine.gpg"))
        fetch(INTEL, OF_INTEL, Path(directory, "intel-sgx.gpg"))
    except WrongKey as wrong:
        print(f"openfl-gramine: {wrong}", file=sys.stderr)
        return WRONG_KEY
    return 0


def fetch(url, expected, target):
    with urllib.request.urlopen(url, timeout=60) as answer:
        content = answer.read(LIMIT)
    try:
        keys = binary(content)
        found = fingerprints(keys)
    except (ValueError, IndexError, binascii.Error) as mistake:
        raise WrongKey(f"{url} is no OpenPGP key ({mistake}).") from mistake
    unknown = sorted(found - expected)
    if unknown or not found:
        raise WrongKey(
            f"{url} has another key.\n    fingerprint  {', '.join(unknown) or 'none'}\n    expected     {', '.join(sorted(expected))}"
        )
    target.write_bytes(keys)


def binary(content):
    """The packets, out of their ASCII armor (RFC 9580, 6.2) if they have one."""
    if not content.startswith(b"-----"):
        return content
    armor = re.fullmatch(
        rb"-----BEGIN PGP PUBLIC KEY BLOCK-----[ \t]*\r?\n(?:[A-Za-z]+: [^\r\n]*\r?\n)*[ \t]*\r?\n([A-Za-z0-9+/=\s]+?)"
        rb"(?:\r?\n=[A-Za-z0-9+/]{4})?\s*-----END PGP PUBLIC KEY BLOCK-----\s*",
        content,
    )
    if armor is None:
        raise ValueError("its armor has another form")
    return base64.b64decode(re.sub(rb"\s", b"", armor[1]), validate=True)


def fingerprints(data):
    """Of all primary keys. A subkey counts only with a signature of its primary key, which apt checks."""
    found = set()
    for tag, body in packets(data):
        if tag == PUBLIC_KEY:
            if body[0] != VERSION:
                raise ValueError(f"it has version {body[0]}")
            prefix = b"\x99" + len(body).to_bytes(2, "big")
            found.add(hashlib.sha1(prefix + body, usedforsecurity=False).hexdigest().upper())
        elif tag not in OTHERS or not found:
            raise ValueError(f"it has a packet of type {tag}")
    return found


def packets(data):
    """Type and content of each packet (RFC 9580, 4.2); partial and indeterminate lengths have no place in a key."""
    at = 0
    while at < len(data):
        header = data[at]
        if header & 0xC0 == 0xC0:
            tag, (length, size) = header & 0x3F, new_length(data, at + 1)
        elif header & 0x80 and header & 3 < 3:
            tag, size = header >> 2 & 0xF, 1 << (header & 3)
            length = int.from_bytes(data[at + 1 : at + 1 + size], "big")
        else:
            raise ValueError("it is not made of packets")
        start = at + 1 + size
        at = start + length
        if at > len(data):
            raise ValueError("it is cut off")
        yield tag, data[start:at]


def new_length(data, at):
    """The length, and the number of bytes that state it."""
    first = data[at]
    if first < 192:
        return first, 1
    if first < 224:
        return (first - 192 << 8) + data[at + 1] + 192, 2
    if first == 255:
        return int.from_bytes(data[at + 1 : at + 5], "big"), 5
    raise ValueError("it has a partial length")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
