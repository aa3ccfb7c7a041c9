"""A certificate request (PKCS#10) with the extensions that OpenFL's participants have, and the zip in which it is sent."""

import ipaddress
import os
import zipfile

from . import attestation, identity
from .challenge import DIRECTORY
from .mistake import Mistake


def write(challenge):
    """Answers a challenge, and returns the zip: the request, and a quote that binds it to key and challenge."""
    from cryptography.hazmat.primitives import serialization

    key = identity.for_challenge(challenge.nonce)
    request = signed(key, challenge)
    der = request.public_bytes(serialization.Encoding.DER)
    evidence = attestation.quote(attestation.report_data(identity.public(key), challenge.nonce, der))
    file = DIRECTORY / f"{challenge.stem}_to_agg_cert_request.zip"
    put(
        file,
        {
            f"{challenge.stem}.csr": request.public_bytes(serialization.Encoding.PEM),
            f"{challenge.stem}.quote": evidence,
        },
    )
    return file


def signed(key, challenge):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    is_server = challenge.role == "aggregator"
    usage = ExtendedKeyUsageOID.SERVER_AUTH if is_server else ExtendedKeyUsageOID.CLIENT_AUTH
    names = [x509.DNSName(challenge.name)]
    if challenge.is_address:
        names.append(x509.IPAddress(ipaddress.IPv4Address(challenge.name)))
    others = ("key_encipherment", "content_commitment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    no = dict.fromkeys((*others, "encipher_only", "decipher_only"), False)
    return (
        x509.CertificateSigningRequestBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, challenge.name)]))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, **no), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA384())
    )


def put(file, content):
    unfinished = file.with_suffix(".new")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED) as target:
            for name, part in content.items():
                target.writestr(zipfile.ZipInfo(name, (1980, 2, 1, 0, 0, 0)), part)
        os.replace(unfinished, file)
    except OSError as error:
        raise Mistake(f"cannot write {file}: {error.strerror}. Mount a writable directory at /workspace/{DIRECTORY}.") from error
