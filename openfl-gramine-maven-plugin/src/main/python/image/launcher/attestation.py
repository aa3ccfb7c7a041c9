"""What Gramine offers an enclave below /dev/attestation: a quote over 64 bytes of the enclave's own (Gramine's documentation,
"Attestation and Secret Provisioning"). The bytes name the key and the request as this plugin's verifier expects them."""

import hashlib
from pathlib import Path

from .mistake import Mistake

DEVICE = Path("/dev/attestation")
CONTEXT = b"openfl-gramine enrolment 1\0"
MOST = 8 << 10
REMEDY = "Start the actor in mode sgx; the machine needs aesmd with the plugin for ECDSA quotes."


def report_data(public_key, nonce, request):
    """The SHA-256 of the key's SubjectPublicKeyInfo, and of what binds the request in DER to the challenge."""
    bound = CONTEXT + bytes([len(nonce)]) + nonce + request
    return hashlib.sha256(public_key).digest() + hashlib.sha256(bound).digest()


def quote(data):
    kind = read(DEVICE / "attestation_type").strip()
    if kind != b"dcap":
        raise Mistake(f"there is no quote: the attestation of this enclave is {kind[:20]!r}, expected dcap. {REMEDY}")
    file = DEVICE / "user_report_data"
    try:
        with open(file, "wb", buffering=0) as target:
            target.write(data)
    except OSError as error:
        raise refused(file, error) from error
    return read(DEVICE / "quote")


def read(file):
    try:
        with open(file, "rb") as source:
            return source.read(MOST)
    except OSError as error:
        raise refused(file, error) from error


def refused(file, error):
    return Mistake(f"there is no quote: {file}: {error.strerror}. {REMEDY}")
