"""Common names of certificates, compared with the package cryptography, and certificates that are none."""

import base64
import sys
import unittest
from datetime import datetime, timezone

from support import IMAGE

sys.path.insert(0, str(IMAGE))

from launcher import subject  # noqa: E402


def element(tag, *contents):
    content = b"".join(contents)
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes(4, "big")
    return bytes([tag, 0x84]) + length + content


def name(value, tag=0x0C, kind=subject.COMMON_NAME):
    return element(0x31, element(0x30, element(0x06, kind), element(tag, value)))


def certificate(*names, version=True, subject_tag=0x30):
    fields = [element(0xA0, element(0x02, b"\x02"))] if version else []
    fields += [element(0x02, b"\x01"), element(0x30), element(0x30, name(b"issuer")), element(0x30), element(subject_tag, *names)]
    return element(0x30, element(0x30, *fields), element(0x30), element(0x03, b"\x00"))


def pem(der):
    return f"-----BEGIN CERTIFICATE-----\n{base64.encodebytes(der).decode()}-----END CERTIFICATE-----\n"


class SubjectTest(unittest.TestCase):
    def test_the_subjects_common_names_are_read_and_no_others(self):
        self.assertEqual(["col1"], subject.common_names(pem(certificate(name(b"col1")))))
        self.assertEqual(["a", "b"], subject.common_names(pem(certificate(name(b"a"), name(b"b", 0x13), name(b"o", kind=b"\x55\x04\x0a")))))
        self.assertEqual([], subject.common_names(pem(certificate(version=False))))

    def test_strings_are_decoded_as_their_type_says(self):
        for tag, encoded in ((0x0C, "kö".encode()), (0x14, "kö".encode("latin-1")), (0x1E, "kö".encode("utf-16-be"))):
            self.assertEqual(["kö"], subject.common_names(pem(certificate(name(encoded, tag)))))

    def test_the_first_of_several_certificates_counts(self):
        text = "comment\n" + pem(certificate(name(b"first"))) + pem(certificate(name(b"second")))
        self.assertEqual(["first"], subject.common_names(text))

    def test_what_is_no_certificate_is_an_error(self):
        good = certificate(name(b"col1"))
        broken = (
            "",
            "-----BEGIN CERTIFICATE-----\n",
            pem(b""),
            pem(good).replace("\nM", "\n!"),
            pem(good + good),
            pem(certificate(name(b"x"), subject_tag=0x31)),
            pem(certificate(name(b"\xff"))),
            pem(certificate(name(b"x", 0x02))),
            pem(certificate(element(0x31, element(0x30, element(0x06, subject.COMMON_NAME))))),
            pem(b"\x30\x80\x00\x00"),
            pem(b"\x3f\x01\x00"),
        )
        for text in broken:
            with self.subTest(text=text), self.assertRaises(ValueError):
                subject.common_names(text)

    def test_no_cut_or_changed_certificate_ends_in_another_error(self):
        good = certificate(name(b"col1"), name(b"b" * 200))
        for at in range(len(good)):
            for der in (good[:at], good[:at] + bytes([good[at] ^ 0x5A]) + good[at + 1 :], good[:at] + b"\xff" + good[at + 1 :]):
                try:
                    subject.common_names(pem(der))
                except ValueError:
                    pass

    def test_the_package_cryptography_reads_the_same(self):
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.x509.oid import NameOID

        key = ec.generate_private_key(ec.SECP384R1())
        theirs = x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "hospital"),
                x509.NameAttribute(NameOID.COMMON_NAME, "kö-1"),
                x509.NameAttribute(NameOID.COMMON_NAME, "c" * 60),
            ]
        )
        day = datetime(2026, 11, 29, tzinfo=timezone.utc)
        builder = x509.CertificateBuilder().subject_name(theirs).issuer_name(theirs).public_key(key.public_key())
        made = builder.serial_number(1).not_valid_before(day).not_valid_after(day).sign(key, hashes.SHA384())
        text = made.public_bytes(serialization.Encoding.PEM).decode()
        self.assertEqual(["kö-1", "c" * 60], subject.common_names(text))
