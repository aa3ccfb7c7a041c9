"""TLS reads certificates and keys in PEM form; gRPC's own complaints about others name no file."""

import os
from pathlib import Path

from .. import mounted, pem
from ..mistake import Mistake

CHAIN = Path("cert/cert_chain.crt")
MOST_CERTIFICATES = 16
MOST_FILES = 16
KEYS = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"}
REMEDY = "Mount the actor's own."


def require_pem(start):
    """Of what is mounted; OpenFL names what is missing, and a plan without TLS needs none of it."""
    for file in filter(os.path.lexists, [CHAIN, *own(start)]):
        if file.suffix == ".key":
            require_key(start, file)
        else:
            require_certificates(start, file)


def own(start):
    # An attested actor's key is sealed; one that the host gives is not looked at.
    endings = (".crt",) if start.is_attested else (".crt", ".key")
    if start.is_collaborator:
        return [Path(f"cert/client/col_{start.name}{ending}") for ending in endings]
    found = sorted(path for path in Path("cert/server").glob("*") if path.suffix in endings)
    if len(found) > MOST_FILES:
        raise Mistake(f"cert/server holds {len(found)} certificates and keys. Mount only the aggregator's own.")
    return found


def require_certificates(start, file):
    labels = pem.blocks(file, mounted.text(start, file, pem.LIMIT, REMEDY))
    if not labels:
        raise Mistake(f"{file} is not a certificate in PEM form (-----BEGIN CERTIFICATE-----). {REMEDY}")
    if other := sorted(set(labels) - {"CERTIFICATE"}):
        raise Mistake(f"{file} has a block {other[0]}; expected certificates alone. Take it out.")
    if len(labels) > MOST_CERTIFICATES:
        raise Mistake(f"{file} has {len(labels)} certificates; expected at most {MOST_CERTIFICATES}. {REMEDY}")


def require_key(start, file):
    labels = pem.blocks(file, mounted.text(start, file, pem.LIMIT, REMEDY))
    if "ENCRYPTED PRIVATE KEY" in labels:
        raise Mistake(f"{file} has a passphrase, and nobody could enter it. Mount the key without one.")
    # OpenSSL writes the name of an elliptic curve in front of its key.
    keys = [label for label in labels if label != "EC PARAMETERS"]
    if len(keys) != 1 or keys[0] not in KEYS:
        found = ", ".join(keys[:MOST_CERTIFICATES]) or "none"
        raise Mistake(f"{file} has these PEM blocks: {found}; expected exactly one PRIVATE KEY. {REMEDY}")
