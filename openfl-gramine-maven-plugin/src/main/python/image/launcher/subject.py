"""The common names of a certificate (RFC 5280, 4.1; X.690 for its encoding), read in Python alone.

The package cryptography would be 15 MB of libraries for this one name, and a start hashes each byte of them four times. Nothing is
verified here: TLS does that, and the aggregator compares the name with the certificate that it has verified.
"""

import base64
import binascii

BEGIN, END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
SEQUENCE, SET, OID, VERSION = 0x30, 0x31, 0x06, 0xA0
COMMON_NAME = b"\x55\x04\x03"  # 2.5.4.3
SUBJECT = 4  # behind serial number, algorithm, issuer and validity
STRINGS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1C: "utf-32-be", 0x1E: "utf-16-be"}


def common_names(text):
    """Of the first certificate in a PEM text. Raises ValueError if there is none, or it is no X.509 certificate."""
    before, begin, rest = text.partition(BEGIN)
    body, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("no certificate in PEM form")
    try:
        der = base64.b64decode("".join(body.split()), validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    (certificate,) = within(der, SEQUENCE)
    fields = elements(first(certificate, SEQUENCE))
    if fields and fields[0][0] == VERSION:
        del fields[0]
    if len(fields) <= SUBJECT or fields[SUBJECT][0] != SEQUENCE:
        raise ValueError("no subject")
    relative_names = within(fields[SUBJECT][1], SET)
    return [name for relative in relative_names for attribute in within(relative, SEQUENCE) for name in names(attribute)]


def names(attribute):
    kind, value = elements(attribute)
    if kind == (OID, COMMON_NAME):
        if value[0] not in STRINGS:
            raise ValueError("a name that is no string")
        yield value[1].decode(STRINGS[value[0]])


def within(content, tag):
    """The contents of all elements, each of which has to have this tag."""
    found = elements(content)
    if any(kind != tag for kind, _ in found):
        raise ValueError("another element than expected")
    return [part for _, part in found]


def first(content, tag):
    found = elements(content)
    if not found or found[0][0] != tag:
        raise ValueError("another element than expected")
    return found[0][1]


def elements(content):
    """(tag, content) of each element: tags of one byte, definite lengths of at most four."""
    found, at = [], 0
    while at < len(content):
        head = content[at : at + 2]
        if len(head) < 2 or head[0] & 0x1F == 0x1F:
            raise ValueError("an element of another form")
        tag, length = head
        at += 2
        if length & 0x80:
            count = length & 0x7F
            if not 1 <= count <= 4:
                raise ValueError("a length of another form")
            length = int.from_bytes(content[at : at + count], "big")
            at += count
        if at + length > len(content):
            raise ValueError("an element is longer than what it is in")
        found.append((tag, content[at : at + length]))
        at += length
    return found
