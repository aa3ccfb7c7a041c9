"""What a program sees of /dev/attestation and of sealed directories."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from support import HERE

from gramine_standin import attestation, quote, sigstruct
from gramine_standin.mounts import Mounts

SIG = sigstruct.check_file(HERE / "golden/defaults.sig")
PROGRAM = """
import json, os, sys
def quote(data):
    with open("/dev/attestation/user_report_data", "wb") as file:
        file.write(data)
    with open("/dev/attestation/quote", "rb") as file:
        return file.read(8192).hex()
def readable(name):
    try:
        with open(name) as file:
            return file.read()
    except PermissionError:
        return "denied"
if sys.argv[1] == "quotes":
    print(json.dumps([open("/dev/attestation/attestation_type").read(), quote(b"a" * 64), quote(b"b" * 64)]))
else:
    os.chdir(sys.argv[2])
    print(json.dumps([readable("file"), readable(os.path.abspath("file"))]))
"""


@unittest.skipUnless(shutil.which("gcc"), "needs gcc")
class AttestationTest(unittest.TestCase):
    def setUp(self):
        self.directory = Path(tempfile.mkdtemp(prefix="standin-test-")).resolve()
        self.addCleanup(shutil.rmtree, self.directory)
        library = self.directory / "libattestation.so"
        options = "-O1 -ffreestanding -fno-builtin -fno-stack-protector -fvisibility=hidden -nostdlib -fPIC -shared -Wall -Werror"
        subprocess.run(["gcc", *options.split(), "-o", library, HERE.parent / "c/attestation.c"], check=True)
        patched = mock.patch.object(attestation, "LIBRARY", str(library))
        patched.start()
        self.addCleanup(patched.stop)
        self.enclave = attestation.Enclave(SIG)
        self.sealed = self.directory / "sealed"
        self.sealed.mkdir()
        (self.sealed / "file").write_text("content")

    def run_program(self, enclave, *arguments, key=None):
        mounts = [{"path": str(self.sealed), "type": "encrypted", "uri": f"file:{self.sealed}", "key_name": key}] if key else []
        manifest = {"fs": {"mounts": mounts}, "sgx": {"remote_attestation": "dcap"}}
        with attestation.offered(manifest, Mounts(manifest["fs"]), enclave) as environment:
            command = [sys.executable, "-I", "-S", "-c", PROGRAM, *map(str, arguments)]
            done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=30)
        return json.loads(done.stdout)

    def test_each_quote_is_of_the_enclave_and_has_its_report_data(self):
        kind, *quotes = self.run_program(self.enclave, "quotes")

        self.assertEqual(kind, "dcap")
        for letter, text in zip((b"a", b"b"), quotes):
            found = bytes.fromhex(text)
            self.assertEqual(found[48 + 320 : 48 + 384], letter * 64)
            self.assertEqual(found[48 + 64 : 48 + 96], SIG[0x3C0:0x3E0])
            self.assertEqual(found, quote.of(self.enclave, letter * 64))

    def test_a_signature_is_one_of_p_256(self):
        self.assertEqual(quote.times(quote.N - 1, quote.G)[0], quote.G[0])
        self.assertEqual(
            quote.times(2, quote.G)[0], 0x7CF27B188D034F7E8A52380304B51AC3C08969E277F21B35A60B48FC47669978
        )

    def test_what_one_enclave_sealed_another_does_not_read(self):
        other = attestation.Enclave(SIG)
        other.mrenclave = bytes(32)

        for key, expected in (("_sgx_mrenclave", "denied"), ("_sgx_mrsigner", "content")):
            (self.sealed / attestation.NOTE).unlink(missing_ok=True)
            for enclave, found in ((self.enclave, "content"), (other, expected), (None, "denied"), (self.enclave, "content")):
                self.assertEqual(self.run_program(enclave, "read", self.sealed, key=key), [found, found])
        self.assertEqual(self.run_program(None, "read", self.sealed, key="provisioned"), ["content", "content"])

    def test_files_of_an_encrypted_mount_cannot_be_opened_where_the_host_mounted_it_read_only(self):
        read_only = os.statvfs_result([*os.statvfs(self.sealed)[:8], os.ST_RDONLY, 255])
        with mock.patch.object(os, "statvfs", return_value=read_only):
            self.assertEqual(self.run_program(self.enclave, "read", self.sealed, key="provisioned"), ["denied", "denied"])

    def test_each_of_several_directories_is_denied_and_none_that_only_begins_like_one(self):
        (self.directory / "sealed-not").mkdir()
        (self.directory / "sealed-not/file").write_text("content")
        with mock.patch.object(attestation, "sealed", return_value={"GRAMINE_STANDIN_SEALED": f"/elsewhere:{self.sealed}"}):
            self.assertEqual(self.run_program(self.enclave, "read", self.sealed), ["denied", "denied"])
            self.assertEqual(self.run_program(self.enclave, "read", self.directory / "sealed-not"), ["content", "content"])

    def test_a_program_that_may_start_no_process_gets_an_error_at_once(self):
        library = self.directory / "libalone.so"
        options = "-O1 -ffreestanding -fno-builtin -fno-stack-protector -fvisibility=hidden -nostdlib -fPIC -shared -Wall -Werror"
        subprocess.run(["gcc", *options.split(), "-o", library, HERE.parent / "c/alone.c"], check=True)
        manifest = {"fs": {"mounts": []}, "sys": {"disallow_subprocesses": True}}
        program = """
import os, subprocess, threading
def error(function):
    try:
        return function()
    except OSError as error:
        return error.strerror
threading.Thread(target=print, args=["thread"]).start()
print(error(os.fork), error(lambda: subprocess.run(["true"])), error(lambda: subprocess.run(["/bin/true"], close_fds=False)), os.system("true"), sep=", ")
"""
        with mock.patch.object(attestation, "ALONE", str(library)):
            with attestation.offered(manifest, Mounts(manifest["fs"]), None) as environment:
                command = [sys.executable, "-I", "-S", "-c", program]
                done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)
        refused = "Function not implemented"
        self.assertEqual(done.stdout, f"thread\n{refused}, {refused}, {refused}, -1\n", done.stderr)

    def test_nothing_is_offered_to_others(self):
        manifest = {"fs": {"mounts": []}, "sgx": {"remote_attestation": "none"}}
        with attestation.offered(manifest, Mounts(manifest["fs"]), self.enclave) as environment:
            self.assertEqual(environment, {})
        self.assertNotIn("GRAMINE_STANDIN_ATTESTATION", os.environ)
