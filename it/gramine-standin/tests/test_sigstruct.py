import shutil
import unittest
from unittest import mock

from support import HERE, StandinTest

from gramine_standin import Refusal, command, sigstruct

DEFAULTS = (HERE / "golden/defaults.sig").read_bytes()


def changed(offset, replacement):
    return DEFAULTS[:offset] + replacement + DEFAULTS[offset + len(replacement) :]


class SigstructTest(StandinTest):
    def assert_wrong(self, content, pattern):
        with self.assertRaisesRegex(Refusal, pattern):
            sigstruct.check(content)

    def test_what_the_real_signer_wrote_is_accepted(self):
        for name in ("defaults", "debug"):
            sigstruct.check_file(HERE / f"golden/{name}.sig")

    def test_another_size_is_refused(self):
        self.assert_wrong(DEFAULTS[:-1], "1807 bytes: expected 1808")

    def test_other_constants_are_refused(self):
        self.assert_wrong(changed(0x00, b"\7"), "^HEADER is wrong")
        self.assert_wrong(changed(0x18, b"\7"), "^HEADER2 is wrong")
        self.assert_wrong(changed(0x10, b"\7"), "^VENDOR is 0x7")
        self.assert_wrong(changed(0x200, b"\1\0\1\0"), "^EXPONENT is 65537")

    def test_a_date_that_does_not_exist_is_refused(self):
        self.assert_wrong(changed(0x14, bytes.fromhex("30022620")), "^DATE is 20260230")
        self.assert_wrong(changed(0x14, bytes.fromhex("2a112620")), "^DATE is 2026112a")

    def test_reserved_bytes_are_zero(self):
        for offset in (0x2C, 0x7F, 0x38E, 0x3E0, 0x404):
            self.assert_wrong(changed(offset, b"\1"), "^reserved bytes")

    def test_every_signed_field_is_covered(self):
        for offset in (0x28, 0x384, 0x3A1, 0x3B0, 0x3C0, 0x400, 0x402):
            byte = bytes([DEFAULTS[offset] ^ 0x10])
            self.assert_wrong(changed(offset, byte), "^SIGNATURE does not fit")

    def test_another_key_is_refused(self):
        self.assert_wrong(changed(0x90, bytes([DEFAULTS[0x90] ^ 1])), "^SIGNATURE does not fit")
        self.assert_wrong(changed(0x80, bytes([DEFAULTS[0x80] ^ 1])), "^MODULUS is no odd number")
        self.assert_wrong(changed(0x1FF, b"\0"), "^MODULUS is no odd number of 3072 bits")

    def test_wrong_quotients_are_refused(self):
        self.assert_wrong(changed(0x410, bytes([DEFAULTS[0x410] ^ 1])), "^Q1 is not")
        self.assert_wrong(changed(0x590, bytes([DEFAULTS[0x590] ^ 1])), "^Q2 is not")

    def test_an_enclave_without_signature_is_refused(self):
        self.assert_refused("role.sig: No such file", mode="sgx")

    def test_an_enclave_without_device_is_refused(self):
        shutil.copy(HERE / "golden/defaults.sig", self.name + ".sig")
        with mock.patch.object(command, "DEVICE", "/dev/sgx_absent"):
            self.assert_refused("/dev/sgx_absent is missing", mode="sgx")

    def test_a_signed_enclave_with_a_device_runs(self):
        shutil.copy(HERE / "golden/defaults.sig", self.name + ".sig")
        self.write(".manifest.sgx")
        with mock.patch.object(command, "DEVICE", "/dev/null"), mock.patch.object(command.process, "run", return_value=7):
            self.assertEqual(7, command.start("sgx", self.name, []))


if __name__ == "__main__":
    unittest.main()
