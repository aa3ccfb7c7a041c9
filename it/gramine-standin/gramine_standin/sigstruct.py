"""SIGSTRUCT, the enclave's signature: Intel SDM volume 3D, table "Layout of Enclave Signature Structure".

Everything that can be checked without the enclave. MRENCLAVE (the field ENCLAVEHASH) is not recomputed here.
"""

import datetime
import hashlib

from . import Refusal

SIZE = 1808
HEADER = (0x000, bytes.fromhex("06000000e10000000000010000000000"))
VENDOR = 0x010
DATE = 0x014
HEADER2 = (0x018, bytes.fromhex("01010000600000006000000001000000"))
MODULUS = 0x080
EXPONENT = 0x200
SIGNATURE = 0x204
ATTRIBUTES = 0x3A0
Q1 = 0x410
Q2 = 0x590
RESERVED = ((0x02C, 0x080), (0x38E, 0x390), (0x3E0, 0x3F0), (0x404, 0x410))
SIGNED = ((0x000, 0x080), (0x384, 0x404))
KEY_BYTES = 384
MODE64BIT = 0x4

# RFC 8017, 9.2 note 1: the DigestInfo of SHA-256.
SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")


def check_file(path):
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError as problem:
        raise Refusal(f"signature {path}: {problem.strerror}") from None
    try:
        check(content)
    except Refusal as refusal:
        raise Refusal(f"signature {path}: {refusal}") from None
    return content


def check(content):
    if len(content) != SIZE:
        raise Refusal(f"{len(content)} bytes: expected {SIZE}")
    for name, (offset, expected) in (("HEADER", HEADER), ("HEADER2", HEADER2)):
        found = content[offset : offset + 16]
        if found != expected:
            raise Refusal(f"{name} is wrong:\n  found    {found.hex()}\n  expected {expected.hex()}")
    vendor = _number(content, VENDOR, 4)
    if vendor not in (0, 0x8086):
        raise Refusal(f"VENDOR is 0x{vendor:x}: expected 0 or 0x8086")
    _check_date(f"{_number(content, DATE, 4):08x}")
    for start, end in RESERVED:
        if any(content[start:end]):
            raise Refusal(f"reserved bytes 0x{start:x} to 0x{end - 1:x} are not zero")
    if not content[ATTRIBUTES] & MODE64BIT:
        raise Refusal("ATTRIBUTES has no MODE64BIT")
    _check_signature(content)


def _check_date(digits):
    try:
        datetime.datetime.strptime(digits, "%Y%m%d")
    except ValueError:
        raise Refusal(f"DATE is {digits}: expected yyyymmdd") from None


def _check_signature(content):
    modulus = _number(content, MODULUS, KEY_BYTES)
    exponent = _number(content, EXPONENT, 4)
    signature = _number(content, SIGNATURE, KEY_BYTES)
    if exponent != 3:
        raise Refusal(f"EXPONENT is {exponent}: expected 3")
    if modulus.bit_length() != 8 * KEY_BYTES or modulus % 2 == 0:
        raise Refusal("MODULUS is no odd number of 3072 bits")
    if signature >= modulus:
        raise Refusal("SIGNATURE is not below MODULUS")
    digest = hashlib.sha256(b"".join(content[start:end] for start, end in SIGNED)).digest()
    padding = b"\xff" * (KEY_BYTES - 3 - len(SHA256_PREFIX) - len(digest))
    if pow(signature, 3, modulus) != int.from_bytes(b"\0\1" + padding + b"\0" + SHA256_PREFIX + digest, "big"):
        raise Refusal("SIGNATURE does not fit: a signed field was changed, or the key is another one")
    q1, rest = divmod(signature**2, modulus)
    if _number(content, Q1, KEY_BYTES) != q1:
        raise Refusal("Q1 is not SIGNATURE² div MODULUS")
    if _number(content, Q2, KEY_BYTES) != rest * signature // modulus:
        raise Refusal("Q2 is not (SIGNATURE² mod MODULUS) · SIGNATURE div MODULUS")


def _number(content, offset, size):
    return int.from_bytes(content[offset : offset + size], "little")
