"""An attested actor proves its enclave once: it makes its key inside and has it certified with a quote. What is found decides.

A certificate over a sealed key: start. A challenge: answer it and end. Both runs have the same arguments and so the same
measurement.
"""

import os
import sys
from pathlib import Path

from .. import challenge, identity, mounted, pem, request
from ..mistake import Mistake

CERTIFICATES = {"aggregator": Path("cert/server"), "collaborator": Path("cert/client")}
NAMES = {"aggregator": "agg_FQDN.crt", "collaborator": "col_NAME.crt"}


class Enrolled(Exception):
    """The request is written, and nothing else is to be started."""


def start_or_enrol(start):
    if not start.is_attested:
        return
    if start.is_native:
        raise Mistake("this image is attested, and mode native has no enclave. Start it in mode sgx.")
    directory = CERTIFICATES[start.role]
    found = sorted(directory.glob("*.crt"))
    if len(found) == 1 and take_key(start, found[0]):
        return
    if os.path.lexists(challenge.FILE):
        enrol(start)
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise Mistake(f"{directory} holds {len(found)} certificates: {names}. Mount only this actor's.")
    if found:
        raise no_key(start, found[0])
    raise Mistake(
        f"neither a certificate in {directory} nor a challenge: to enrol, put the authority's challenge at {challenge.FILE};"
        f" to start, import its answer, which gives {directory}/{NAMES[start.role]}."
    )


def enrol(start):
    file = request.write(challenge.read(start))
    print(f"openfl-gramine: enrolled. Send {file} to the federation's authority, and import its answer.", file=sys.stderr)
    raise Enrolled


def take_key(start, certificate):
    """Puts the key where OpenFL is given the copies: in the enclave's memory. Returns whether there is one."""
    key, _ = identity.of(public_key(start, certificate))
    if key is None:
        return False
    taken = start.given(certificate.with_suffix(".key"))
    with open(os.open(taken, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.write(identity.pem(key))
    return True


def no_key(start, certificate):
    _, unreadable = identity.of(public_key(start, certificate))
    again = f"To enrol again, put a new challenge of the authority at {challenge.FILE}."
    if unreadable:
        return Mistake(f"the key of {certificate} cannot be opened: {identity.SEALED_ELSEWHERE} {again}")
    return Mistake(f"{certificate} is not over a key that this enclave has sealed in {identity.DIRECTORY}. {again}")


def public_key(start, certificate):
    from cryptography import x509

    taken = mounted.take(start, certificate, pem.LIMIT, "Mount the actor's own.")
    try:
        return identity.public(x509.load_pem_x509_certificate(Path(taken).read_bytes()))
    except ValueError as error:
        raise Mistake(f"{certificate} is not an X.509 certificate in PEM form.") from error
