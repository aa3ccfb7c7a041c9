"""The keys of package repositories, which decide about what runs in the enclave."""

import base64
import contextlib
import importlib.util
import io
import urllib.error

from support import STAGE, ScratchTest

# Made with GnuPG 2.2.40: gpg --quick-gen-key NAME ed25519 sign never; the fingerprints are those of gpg --show-keys.
OURS = "312E51DB7A54DD6C715CBDD2D3C47A18F4FA5756"
OUR_KEY = base64.b64decode(
    "mDMEawwxFRYJKwYBBAHaRw8BAQdAZ1JN7Fmm8f2iAIhI/ise0WmfoiAu6tYrmSdFv59I0B+0FFJlcG9zaXRvcnkgb2YgYSB0ZXN0"
    "iJAEExYIADgWIQQxLlHbelTdbHFcvdLTxHoY9PpXVgUCawwxFQIbAwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgAAKCRDTxHoY9PpX"
    "VrfhAQD2kiR+PzWlCYWO0C4av0UYyxC3yJGoveqm4FrEBsmIpAD/fHPWx5qUGsnL2KFzHFvIJzm1czXjzt9soVnj3om2KQk="
)
THEIRS = "225B8E8068A72672E041EDCE3800B1DBDB91C445"
THEIR_KEY = base64.b64decode(
    "mDMEawwxFhYJKwYBBAHaRw8BAQdAvtF/dla6Jw7ZqDn2Ln8v+ofWlyDQxUzfvOqylgY0rY+0DVNvbWVib2R5IGVsc2WIkAQTFggA"
    "OBYhBCJbjoBopyZy4EHtzjgAsdvbkcRFBQJrDDEWAhsDBQsJCAcCBhUKCQgLAgQWAgMBAh4BAheAAAoJEDgAsdvbkcRFNDIA/icg"
    "+Vkb/mGqJonTG9w/8my4xNfF9lX+44vSZWpAe2dAAQCb1iEKV7NkEc4H61NXSCqhqkIc8KaMXA6l71nHk9yKAw=="
)


def armored(key, header="", checksum="\n=AbCd"):
    text = base64.encodebytes(key).decode().rstrip()
    return (
        f"-----BEGIN PGP PUBLIC KEY BLOCK-----\n{header}\n{text}{checksum}\n-----END PGP PUBLIC KEY BLOCK-----\n"
    ).encode()


class RepositoryKeysTest(ScratchTest):
    def setUp(self):
        super().setUp()
        spec = importlib.util.spec_from_file_location("repository_keys", STAGE / "repository_keys.py")
        self.keys = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.keys)
        self.keys.GRAMINE = self.write("fetched/bookworm.gpg").as_uri().replace("bookworm", "{codename}")
        self.keys.INTEL = self.write("fetched/intel.key").as_uri()
        self.keys.OF_GRAMINE = {OURS, "AB" * 20}
        self.keys.OF_INTEL = {OURS}

    def run_with(self, of_gramine, of_intel):
        self.write("fetched/bookworm.gpg", of_gramine)
        self.write("fetched/intel.key", of_intel)
        target = self.scratch / "keyrings"
        target.mkdir(exist_ok=True)
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            return self.keys.main("bookworm", target), said.getvalue()

    def written(self):
        return {path.name: path.read_bytes() for path in (self.scratch / "keyrings").iterdir()}

    def test_the_expected_keys_are_written_in_binary_form(self):
        for of_intel in (
            armored(OUR_KEY),
            armored(OUR_KEY, header="Version: GnuPG v2\nComment: a\n", checksum=""),
            armored(OUR_KEY).replace(b"\n", b"\r\n"),
            OUR_KEY,
        ):
            with self.subTest(of_intel[:80]):
                self.assertEqual(self.run_with(OUR_KEY, of_intel), (0, ""))
                self.assertEqual(self.written(), {"gramine.gpg": OUR_KEY, "intel-sgx.gpg": OUR_KEY})

    def test_another_key_is_refused_with_both_fingerprints(self):
        status, said = self.run_with(THEIR_KEY, OUR_KEY)
        self.assertEqual(status, self.keys.WRONG_KEY)
        self.assertIn("fetched/bookworm.gpg has another key.\n", said)
        self.assertIn(f"    fingerprint  {THEIRS}\n    expected     {OURS}, {'AB' * 20}\n", said)
        self.assertEqual(self.written(), {})

    def test_a_key_more_is_refused(self):
        for content in (OUR_KEY + THEIR_KEY, THEIR_KEY + OUR_KEY, armored(OUR_KEY + THEIR_KEY)):
            with self.subTest(content[:80]):
                status, said = self.run_with(OUR_KEY, content)
                self.assertEqual(status, self.keys.WRONG_KEY)
                self.assertIn(f"fingerprint  {THEIRS}\n", said)
                self.assertNotIn("intel-sgx.gpg", self.written())

    def test_what_is_no_key_is_refused(self):
        for content in (
            b"",
            b"<html>Sign in to the network</html>",
            OUR_KEY[:-1],
            OUR_KEY[:1],
            OUR_KEY[OUR_KEY.index(b"Repository") - 2 :],
            OUR_KEY + b"x",
            OUR_KEY + b"\xca\x01x",
            b"\x98\x01\x05",
            b"\x9b" + OUR_KEY[1:],
            b"\xc6\xe1" + OUR_KEY[2:],
            armored(OUR_KEY) + armored(THEIR_KEY),
            armored(OUR_KEY).replace(b"PUBLIC", b"PRIVATE"),
            armored(OUR_KEY).replace(b"mDME", b"m*ME"),
            b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n",
        ):
            with self.subTest(content[:80]):
                status, said = self.run_with(content, OUR_KEY)
                self.assertEqual(status, self.keys.WRONG_KEY, said)
                self.assertEqual(self.written(), {})

    def test_a_changed_key_has_another_fingerprint(self):
        for at in (2, 6, 20, 52):
            changed = bytearray(OUR_KEY)
            changed[at] ^= 1
            with self.subTest(at):
                self.assertEqual(self.run_with(bytes(changed), OUR_KEY)[0], self.keys.WRONG_KEY)

    def test_no_answer_is_another_error(self):
        self.keys.INTEL = (self.scratch / "absent").as_uri()
        self.assertRaises(urllib.error.URLError, self.run_with, OUR_KEY, OUR_KEY)
