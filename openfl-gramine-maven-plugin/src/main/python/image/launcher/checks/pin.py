"""The aggregator's certificate, which the participant has judged with its quote, is all that gRPC trusts.

Any other certificate of the federation's authority is refused then, even if the authority itself issues it.
"""

from pathlib import Path

from .. import mounted, pem, plan
from ..mistake import Mistake

FILE = Path("cert/aggregator.crt")
CHAIN = Path("cert/cert_chain.crt")
AGAIN = "Import the authority's answer again, or a later one."


def require(start):
    """A certificate of the plan's aggregator, issued by an authority in the chain."""
    if not start.is_pinned or not start.is_collaborator or start.is_native:
        return
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    text = mounted.text(start, FILE, pem.LIMIT, AGAIN)
    labels = pem.blocks(FILE, text)
    if labels != ["CERTIFICATE"]:
        raise Mistake(f"{FILE} is not one certificate in PEM form. {AGAIN}")
    try:
        pinned = x509.load_pem_x509_certificate(text.encode())
    except ValueError as error:
        raise Mistake(f"{FILE} is not an X.509 certificate. {AGAIN}") from error
    names = [name.value for name in pinned.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    address = aggregator()[0]
    if names != [address.lower()]:
        raise Mistake(f"{FILE} is the certificate of {', '.join(names)}, and the plan's aggregator is {address}. {AGAIN}")
    chain = mounted.take(start, CHAIN, pem.LIMIT, "Mount the federation's chain.")
    authorities = [x509.load_pem_x509_certificate(block) for block in pem.certificates(Path(chain).read_bytes())]
    if not any(issued(pinned, authority) for authority in authorities):
        raise Mistake(f"{FILE} was not issued by an authority in {CHAIN}. {AGAIN}")
    start.root_certificate = start.given(FILE)


def issued(certificate, authority):
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec, padding

    arguments = [certificate.signature, certificate.tbs_certificate_bytes]
    key = authority.public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(*arguments, ec.ECDSA(certificate.signature_hash_algorithm))
        else:
            key.verify(*arguments, padding.PKCS1v15(), certificate.signature_hash_algorithm)
    except (InvalidSignature, ValueError, TypeError, AttributeError):
        return False
    return certificate.issuer == authority.subject


def aggregator():
    network = plan.settings("network")
    return str(network.get("agg_addr")), int(network.get("agg_port"))
