"""The actor's keys: made in the enclave, and kept in a directory that the manifest seals to it. Each challenge has a key and a
file of its own, so that a challenge that is given again, or an old file that the host puts back, destroys nothing."""

import hashlib
import os
from pathlib import Path

from .mistake import Mistake

DIRECTORY = Path("identity")
MOST = 100
LARGEST = 4 << 10
SEALED_ELSEWHERE = "it was sealed by another build, on another processor, or before a microcode update."


def for_challenge(nonce):
    """The key for this challenge: the one that is kept, or a new one, which is kept."""
    from cryptography.hazmat.primitives.asymmetric import ec

    file = DIRECTORY / f"{hashlib.sha256(nonce).hexdigest()[:32]}.key"
    if os.path.lexists(file):
        if key := load(file):
            return key
        raise Mistake(
            f"{file} answers this challenge, but cannot be opened: {SEALED_ELSEWHERE}"
            " Ask the federation's authority for a new challenge."
        )
    key = ec.generate_private_key(ec.SECP384R1())
    keep(file, pem(key))
    return key


def keep(file, content):
    unfinished = file.with_suffix(".new")
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            target.write(content)
        os.replace(unfinished, file)
    except OSError as error:
        raise Mistake(
            f"cannot keep a key in {DIRECTORY}: {error.strerror}. Mount a writable directory at /workspace/{DIRECTORY}."
        ) from error


def of(public_key):
    """The key to this public key, or None, and the number of files that this enclave cannot open."""
    unreadable = 0
    for file in sorted(DIRECTORY.glob("*.key"))[:MOST]:
        key = load(file)
        if key is None:
            unreadable += 1
        elif public(key) == public_key:
            return key, unreadable
    return None, unreadable


def load(file):
    """The key, or None if this enclave cannot open the file."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        with open(file, "rb") as source:
            key = load_pem_private_key(source.read(LARGEST), None)
    except (OSError, ValueError, TypeError):
        return None
    return key if isinstance(key, ec.EllipticCurvePrivateKey) else None


def pem(key):
    from cryptography.hazmat.primitives import serialization

    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public(key):
    """The SubjectPublicKeyInfo of a private key or of a certificate's public key."""
    from cryptography.hazmat.primitives import serialization

    public_key = key.public_key() if hasattr(key, "public_key") else key
    return public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
