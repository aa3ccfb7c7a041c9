"""A collaborator's key, certificate request and certificate, in the directory of its kit (the current directory).

    certificates.py request NAME [--renew]    makes key, request and zip; prints the request's SHA-384
    certificates.py answer NAME ZIP           checks the authority's answer; prints the SHA-384 of its chain
    certificates.py import NAME ZIP SHA384    checks it again, and writes certificate and chain

Runs in a container of the image, where OpenFL's dependencies are. Keys, requests and zips have the form of the goals
collaborator-generate-cert-request and collaborator-certify, and of fx.
"""

import datetime
import hashlib
import os
import re
import sys
import zipfile
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CHAIN = Path("cert/cert_chain.crt")
# More than any answer has: a file's bytes, and files.
LARGEST = 256 << 10
BLOCK = re.compile(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
MOST = 16


class Refusal(Exception):
    """What is wrong, and the next step."""


def main(arguments):
    try:
        command, name, *others = arguments
        {"request": request, "answer": answer, "import": accept}[command](name, *others)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def key_file(name):
    return Path(f"cert/client/col_{name}.key")


def certificate_file(name):
    return Path(f"cert/client/col_{name}.crt")


def request(name, renew=""):
    for file in (key_file(name), certificate_file(name)):
        if file.exists() and renew != "--renew":
            raise Refusal(f"{file} already exists. Use it, or replace it: ./request --renew")
    key = rsa.generate_private_key(65537, 3072)
    pem = signed(key, name).public_bytes(serialization.Encoding.PEM)
    zip_file = Path(f"col_{name}_to_agg_cert_request.zip")
    write(
        key_file(name),
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        ),
        0o600,
    )
    certificate_file(name).unlink(missing_ok=True)
    write(key_file(name).with_suffix(".csr"), pem)
    write_zip(zip_file, f"col_{name}.csr", pem)
    print(hashlib.sha384(pem).hexdigest())


def signed(key, name):
    others = ("content_commitment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    no = dict.fromkeys((*others, "encipher_only", "decipher_only"), False)
    return (
        x509.CertificateSigningRequestBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, key_encipherment=True, **no), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA384())
    )


def answer(name, zip_file):
    chain, _ = checked(name, zip_file)
    print(hashlib.sha384(chain).hexdigest())


def accept(name, zip_file, expected):
    chain, certificate = checked(name, zip_file)
    if hashlib.sha384(chain).hexdigest() != expected:
        raise Refusal(f"{zip_file} has changed while it was imported. Import it again.")
    write(certificate_file(name), certificate)
    write(CHAIN, chain)
    key_file(name).with_suffix(".csr").unlink(missing_ok=True)


def checked(name, zip_file):
    """The bytes of the chain and of the certificate, which is for the key that is here and valid under the chain."""
    files = read_zip(zip_file)
    if any("evidence/" in path or "server/" in path for path in files):
        raise Refusal(
            f"{zip_file} is the answer of an attested federation, with evidence that has to be judged. Import it with"
            " openfl-gramine.jar or Maven (see README.md)."
        )
    chain = only(files, "cert_chain.crt", zip_file)
    certificate = only(files, f"col_{name}.crt", zip_file)
    try:
        authorities = [x509.load_pem_x509_certificate(block) for block in BLOCK.findall(chain)]
        leaf = x509.load_pem_x509_certificate(certificate)
    except ValueError as error:
        raise Refusal(f"{zip_file} has a damaged certificate. Ask the authority to send it again.") from error
    require_own(leaf, name, zip_file)
    if not authorities:
        raise Refusal(f"{zip_file} has no certificate in its chain. Ask the authority to send it again.")
    require_path([*authorities, leaf], zip_file)
    return chain, certificate


def require_own(leaf, name, zip_file):
    names = [attribute.value for attribute in leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    if names != [name]:
        raise Refusal(f"The certificate in {zip_file} is for {', '.join(names)}, not for {name}. Import the answer to {name}.")
    if not key_file(name).exists():
        raise Refusal(f"There is no {key_file(name)}, so the certificate is of no use here. Make a request first: ./request")
    key = serialization.load_pem_private_key(key_file(name).read_bytes(), None)
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    if leaf.public_key().public_bytes(*form) != key.public_key().public_bytes(*form):
        raise Refusal(
            f"The certificate in {zip_file} is not for the key {key_file(name)}: it answers another request."
            " Send the last request, and import the answer to that."
        )


def require_path(path, zip_file):
    """Root first, each the authority of the next, as RFC 5280, section 6, has it without revocation."""
    now = datetime.datetime.now(datetime.timezone.utc)
    for index, certificate in enumerate(path):
        subject = certificate.subject.rfc4514_string()
        first, last = validity(certificate)
        if not first <= now <= last:
            raise Refusal(
                f"The certificate of {subject} in {zip_file} is valid from {first} to {last}, and it is {now:%Y-%m-%d %H:%M:%S}."
                " Check this machine's clock, or have the request signed again."
            )
        if not is_issued(certificate, path[max(0, index - 1)]):
            raise Refusal(f"The certificate of {subject} in {zip_file} was not issued by the chain. Ask for another answer.")
        following = len(path) - 2 - index  # authorities below this one
        if following >= 0 and not certifies(certificate, following):
            raise Refusal(f"The certificate of {subject} in {zip_file} may not certify the next one. Ask for another answer.")


# Debian 12 has cryptography 38, which Gramine's package brings: it has neither verify_directly_issued_by nor times with zones.


def validity(certificate):
    if hasattr(certificate, "not_valid_after_utc"):
        return certificate.not_valid_before_utc, certificate.not_valid_after_utc
    utc = datetime.timezone.utc
    return certificate.not_valid_before.replace(tzinfo=utc), certificate.not_valid_after.replace(tzinfo=utc)


def is_issued(certificate, authority):
    signed = (certificate.signature, certificate.tbs_certificate_bytes)
    key = authority.public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(*signed, ec.ECDSA(certificate.signature_hash_algorithm))
        else:
            key.verify(*signed, padding.PKCS1v15(), certificate.signature_hash_algorithm)
    except (InvalidSignature, ValueError, TypeError, AttributeError):
        return False
    return certificate.issuer == authority.subject


def certifies(certificate, following):
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound:
        return False
    return constraints.ca and (constraints.path_length is None or following <= constraints.path_length)


def read_zip(file):
    try:
        with zipfile.ZipFile(file) as source:
            members = [member for member in source.infolist() if not member.is_dir()]
            if len(members) > MOST or any(member.file_size > LARGEST for member in members):
                raise Refusal(f"{file} is too large for an answer. Ask the authority to send it again.")
            return {member.filename.replace("\\", "/"): source.read(member) for member in members}
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise Refusal(f"{file} is not the authority's answer: {error}. Expected agg_to_col_NAME_signed_cert.zip.") from error


def only(files, name, zip_file):
    found = [content for path, content in files.items() if path.rsplit("/", 1)[-1] == name]
    if len(found) != 1:
        raise Refusal(f"{zip_file} has {len(found)} files {name}; expected one. Import the answer that the authority sent to you.")
    return found[0]


def write(file, content, mode=0o644):
    """Writes next to the file's place, so that it is there as a whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.new")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as target:
        target.write(content)
    os.replace(unfinished, file)


def write_zip(file, name, content):
    unfinished = file.with_name(f".{file.name}.new")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED) as target:
        target.writestr(zipfile.ZipInfo(name, (1980, 2, 1, 0, 0, 0)), content)
    os.replace(unfinished, file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
