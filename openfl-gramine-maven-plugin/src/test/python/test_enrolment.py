"""What an attested actor's launcher does with what it finds. The quote is a file here; the stand-in has a better one."""

import hashlib
import json
import socket
import ssl
import threading
import unittest
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from unittest import mock

from launcher_support import CheckTest

from launcher import attestation, challenge, checks, identity
from launcher.checks import certificate, connection, credentials, enrolment, pin
from launcher.mistake import Mistake

NONCE = "ab" * 32
PLAN = "network:\n  settings:\n    agg_addr: {}\n    agg_port: {}\n"


class EnrolmentTest(CheckTest):
    def setUp(self):
        super().setUp()
        for directory in ("identity", "enrolment"):
            (self.workspace / directory).mkdir()
        self.authority = self.issue("Simple Signing CA", None)
        self.put("cert/cert_chain.crt", self.pem(self.authority[0]))
        self.put("plan/plan.yaml", PLAN.format("Agg.example.org", 50000))
        self.write("dev/attestation_type", "dcap")
        self.write("dev/quote", b"a quote")
        patched = mock.patch.object(attestation, "DEVICE", self.scratch / "dev")
        patched.start()
        self.addCleanup(patched.stop)

    def begin(self, role="collaborator", attested=True, pinned=False, native=False):
        start = super().begin(role, native=native)
        start.name = None
        start.is_attested = attested
        start.is_pinned = pinned
        return start

    def challenge(self, **changed):
        fields = {
            "format": "openfl-gramine challenge 1",
            "role": "collaborator",
            "name": "col1",
            "nonce": NONCE,
            "chain_sha256": hashlib.sha256((self.workspace / "cert/cert_chain.crt").read_bytes()).hexdigest(),
            "issued": "2026-11-29T00:00:00Z",
            "expires": "2026-12-06T00:00:00Z",
            **changed,
        }
        return self.put("enrolment/challenge.json", json.dumps({key: value for key, value in fields.items() if value}))

    def issue(self, name, public_key):
        """A certificate and its key; without an authority's key, self-signed."""
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.x509.oid import NameOID

        key = ec.generate_private_key(ec.SECP384R1())
        issuer, signer = (name, key) if not hasattr(self, "authority") else ("Simple Signing CA", self.authority[1])
        now = datetime.now(timezone.utc)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
            .public_key(public_key or key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(hours=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .sign(signer, hashes.SHA384())
        )
        return certificate, key

    @staticmethod
    def pem(certificate):
        from cryptography.hazmat.primitives.serialization import Encoding

        return certificate.public_bytes(Encoding.PEM)

    def enrol(self, start):
        with self.assertRaises(enrolment.Enrolled):
            self.notes(enrolment.start_or_enrol, start)

    def request(self, stem="col_col1"):
        from cryptography import x509

        with zipfile.ZipFile(self.workspace / f"enrolment/{stem}_to_agg_cert_request.zip") as package:
            self.assertEqual(package.namelist(), [f"{stem}.csr", f"{stem}.quote"])
            return x509.load_pem_x509_csr(package.read(f"{stem}.csr")), package.read(f"{stem}.quote")

    def certify(self, file="cert/client/col_col1.crt", name="col1"):
        request, _ = self.request(Path(file).stem)
        self.put(file, self.pem(self.issue(name, request.public_key())[0]))

    def test_an_actor_that_is_not_attested_starts_as_ever(self):
        enrolment.start_or_enrol(self.begin(attested=False))

    def test_a_collaborators_name_is_the_common_name_of_its_certificate(self):
        start = self.begin(attested=False)
        self.put("cert/client/col_a b.crt", self.pem(self.issue("a b", None)[0]))
        self.assertIn("'a b'; allowed are letters", self.refusal(certificate.read_name, start))
        (self.workspace / "cert/client/col_a b.crt").unlink()
        self.put("cert/client/col_col1.crt", self.pem(self.issue("col1", None)[0]))
        certificate.read_name(self.begin(attested=False))
        self.put("cert/client/col_col1.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
        self.assertIn("is not an X.509 certificate in PEM form", self.refusal(certificate.read_name, self.begin(attested=False)))

    def test_with_neither_both_are_named(self):
        self.assertEqual(
            self.refusal(enrolment.start_or_enrol, self.begin()),
            "neither a certificate in cert/client nor a challenge: to enrol, put the authority's challenge at"
            " enrolment/challenge.json; to start, import its answer, which gives cert/client/col_NAME.crt.",
        )

    def test_a_challenge_is_answered_with_a_request_and_a_quote_that_binds_both(self):
        from cryptography import x509
        from cryptography.hazmat.primitives import serialization
        from cryptography.x509.oid import NameOID

        self.challenge()
        self.enrol(self.begin())

        request, quote = self.request()
        self.assertEqual(quote, b"a quote")
        self.assertTrue(request.is_signature_valid)
        self.assertEqual(request.public_key().curve.name, "secp384r1")
        self.assertEqual(request.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value, "col1")
        usage = request.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        self.assertEqual([each.dotted_string for each in usage], ["1.3.6.1.5.5.7.3.2"])
        der = request.public_bytes(serialization.Encoding.DER)
        bound = b"openfl-gramine enrolment 1\0" + b"\x20" + bytes.fromhex(NONCE) + der
        self.assertEqual(
            (self.scratch / "dev/user_report_data").read_bytes(),
            hashlib.sha256(identity.public(request.public_key())).digest() + hashlib.sha256(bound).digest(),
        )

    def test_an_aggregator_at_an_address_asks_for_it(self):
        from cryptography import x509

        self.put("plan/plan.yaml", PLAN.format("10.1.2.3", 50000))
        self.challenge(role="aggregator", name="10.1.2.3")
        self.enrol(self.begin("aggregator"))

        names = self.request("agg_10.1.2.3")[0].extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        self.assertEqual([str(each.value) for each in names], ["10.1.2.3", "10.1.2.3"])

    def test_a_challenge_that_is_given_again_changes_no_key(self):
        self.challenge()
        self.enrol(self.begin())
        first, _ = self.request()
        self.challenge(nonce="cd" * 32)
        self.enrol(self.begin())
        self.assertNotEqual(self.request()[0].public_key(), first.public_key())
        self.challenge()
        self.enrol(self.begin())

        self.assertEqual(self.request()[0].public_key().public_numbers(), first.public_key().public_numbers())
        self.assertEqual(len(list((self.workspace / "identity").iterdir())), 2)

    def test_a_certificate_over_a_sealed_key_starts_the_actor_with_it_though_a_challenge_is_there(self):
        self.challenge()
        self.enrol(self.begin())
        self.certify()
        self.put("cert/client/col_col1.key", "of the host, and not looked at")
        start = self.begin()
        enrolment.start_or_enrol(start)
        checks.certificate.read_name(start)
        credentials.require_pem(start)

        key = identity.load(start.given("cert/client/col_col1.key"))
        self.assertEqual(identity.public(key), identity.public(self.request()[0].public_key()))
        self.assertEqual(start.name, "col1")

    def test_a_certificate_over_another_key_is_refused_unless_there_is_a_new_challenge(self):
        self.put("cert/client/col_col1.crt", self.pem(self.issue("col1", None)[0]))

        self.assertEqual(
            self.refusal(enrolment.start_or_enrol, self.begin()),
            "cert/client/col_col1.crt is not over a key that this enclave has sealed in identity. To enrol again, put a new"
            " challenge of the authority at enrolment/challenge.json.",
        )
        self.challenge()
        self.enrol(self.begin())

    def test_a_key_that_another_build_sealed_is_said_to_be_such(self):
        self.challenge()
        self.enrol(self.begin())
        self.certify()
        (self.workspace / "enrolment/challenge.json").unlink()
        for key in (self.workspace / "identity").iterdir():
            key.write_bytes(b"sealed by another")

        self.assertEqual(
            self.refusal(enrolment.start_or_enrol, self.begin()),
            "the key of cert/client/col_col1.crt cannot be opened: it was sealed by another build, on another processor, or"
            " before a microcode update. To enrol again, put a new challenge of the authority at enrolment/challenge.json.",
        )
        self.challenge()
        self.assertIn("answers this challenge, but cannot be opened", self.refusal(enrolment.start_or_enrol, self.begin()))

    def test_without_an_enclave_there_is_no_quote_and_no_start(self):
        self.assertIn("mode native has no enclave", self.refusal(enrolment.start_or_enrol, self.begin(native=True)))
        self.challenge()
        self.write("dev/attestation_type", "none")
        self.assertIn("there is no quote: the attestation of this enclave is b'none'", self.refusal(enrolment.start_or_enrol, self.begin()))
        (self.scratch / "dev/attestation_type").unlink()
        self.assertIn("there is no quote: ", self.refusal(enrolment.start_or_enrol, self.begin()))

    def test_a_challenge_for_somebody_else_is_refused(self):
        self.challenge(role="aggregator")
        self.assertIn("is for the role aggregator, and this is the collaborator.", self.refusal(challenge.read, self.begin()))
        self.challenge(chain_sha256="00" * 32)
        self.assertIn("is from another federation: it names the certificate chain 0000", self.refusal(challenge.read, self.begin()))
        self.challenge(role="aggregator", name="other.example.org")
        self.assertIn(
            "is for the aggregator other.example.org, and the plan's is agg.example.org.",
            self.refusal(challenge.read, self.begin("aggregator")),
        )

    def test_a_damaged_challenge_is_refused(self):
        for changed, reason in (
            ({"nonce": "ab"}, "has an invalid nonce."),
            ({"name": "../col1"}, "has an invalid name."),
            ({"format": "2"}, "has an invalid format."),
            ({"expires": None}, "expected the fields format, role"),
            ({"more": "1"}, "expected the fields format, role"),
        ):
            self.challenge(**changed)
            self.assertIn(reason, self.refusal(challenge.read, self.begin()))
        for text in ("", "[", '{"a": "1", "a": "1"}', "[" * 3000):
            self.put("enrolment/challenge.json", text)
            self.assertIn("is not a challenge", self.refusal(challenge.read, self.begin()))
        self.put("enrolment/challenge.json", " " * 5000)
        self.assertIn("is longer than 4 KiB", self.refusal(challenge.read, self.begin()))

    def pinned(self, certificate):
        self.put("cert/aggregator.crt", self.pem(certificate))
        own = self.issue("col1", None)
        start = self.begin(attested=False, pinned=True)
        start.name = "col1"
        self.put("cert/client/col_col1.crt", self.pem(own[0]))
        self.put("cert/client/col_col1.key", identity.pem(own[1]))
        credentials.require_pem(start)
        return start

    def test_the_pin_is_a_certificate_of_the_plan_s_aggregator_from_the_federation_s_authority(self):
        start = self.begin(pinned=True)
        self.assertIn("cannot read cert/aggregator.crt", self.refusal(pin.require, start))
        self.assertIn(
            "is the certificate of other.example.org, and the plan's aggregator is Agg.example.org",
            self.refusal(pin.require, self.pinned(self.issue("other.example.org", None)[0])),
        )
        authority = self.authority
        del self.authority
        stranger = self.issue("agg.example.org", None)[0]
        self.authority = authority
        self.assertIn("was not issued by an authority in cert/cert_chain.crt", self.refusal(pin.require, self.pinned(stranger)))
        start = self.pinned(self.issue("agg.example.org", None)[0])
        pin.require(start)
        self.assertEqual(start.root_certificate, start.given("cert/aggregator.crt"))

    def listening(self, certificate, key):
        """A TLS server with this certificate, for one connection."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(
            self.write("server.crt", self.pem(certificate)), self.write("server.key", identity.pem(key))
        )
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)

        def serve():
            try:
                accepted, _ = listener.accept()
                with context.wrap_socket(accepted, server_side=True):
                    pass
            except OSError:
                pass

        threading.Thread(target=serve, daemon=True).start()
        return listener.getsockname()[1]

    def test_the_aggregator_with_the_pinned_certificate_is_connected_to_and_no_other(self):
        judged, other = self.issue("localhost", None), self.issue("localhost", None)
        for served, is_refused in ((judged, False), (other, True)):
            port = self.listening(*served)
            self.put("plan/plan.yaml", PLAN.format("localhost", port))
            start = self.pinned(judged[0])
            pin.require(start)
            if is_refused:
                self.assertIn(
                    f"the aggregator at localhost:{port} does not have the certificate in cert/aggregator.crt",
                    self.refusal(connection.require_pinned, start),
                )
            else:
                connection.require_pinned(start)

    def test_an_aggregator_that_does_not_listen_yet_is_waited_for(self):
        judged = self.issue("localhost", None)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.put("plan/plan.yaml", PLAN.format("localhost", port))
        start = self.pinned(judged[0])
        pin.require(start)
        with mock.patch.object(connection.time, "sleep", side_effect=[None, Mistake("twice")]):
            with self.assertRaisesRegex(Mistake, "twice"):
                self.notes(connection.require_pinned, start)
