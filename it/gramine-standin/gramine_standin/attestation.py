"""/dev/attestation and sealed directories, as gramine-sgx offers them; nothing of it protects anything.

The program runs natively, so a small library is loaded into it that leads /dev/attestation/… to files of the stand-in: quote is a
named pipe, for each reader of which a quote is made. Sealing is a note of the MRENCLAVE in the directory: another one finds all
files denied, and so does mode direct. Gramine opens every file of an encrypted mount for writing, also to read it: where the host
has mounted the directory read-only, all files are denied.
"""

import hashlib
import os
import shutil
import tempfile
import threading
from contextlib import contextmanager

from . import quote
from .sigstruct import KEY_BYTES, MODULUS

LIBRARY = "/usr/lib/gramine-standin/libattestation.so"
ALONE = "/usr/lib/gramine-standin/libalone.so"
DERIVED = {"_sgx_mrenclave", "_sgx_mrsigner"}
NOTE = ".sealed-by-the-stand-in"


class Enclave:
    """What a report says of an enclave, from its SIGSTRUCT."""

    def __init__(self, sigstruct):
        self.attributes = sigstruct[0x3A0:0x3B0]
        self.mrenclave = sigstruct[0x3C0:0x3E0]
        self.mrsigner = hashlib.sha256(sigstruct[MODULUS : MODULUS + KEY_BYTES]).digest()
        self.isv_prod_id = sigstruct[0x400:0x402]
        self.isv_svn = sigstruct[0x402:0x404]

    def sealing(self, key):
        return (self.mrenclave if key == "_sgx_mrenclave" else self.mrsigner).hex()


@contextmanager
def offered(manifest, mounts, enclave):
    """The additional environment of the program; enclave is None in mode direct."""
    environment = sealed(manifest, mounts, enclave)
    directory = None
    if enclave and manifest.get("sgx", {}).get("remote_attestation") == "dcap":
        directory = tempfile.mkdtemp(prefix="gramine-standin-")
        offer(directory, enclave)
        environment["GRAMINE_STANDIN_ATTESTATION"] = directory
    try:
        preloaded = [LIBRARY] if environment else []
        if manifest.get("sys", {}).get("disallow_subprocesses"):
            preloaded.append(ALONE)
        yield {**environment, "LD_PRELOAD": ":".join(preloaded)} if preloaded else {}
    finally:
        if directory:
            shutil.rmtree(directory, ignore_errors=True)


def offer(directory, enclave):
    write(os.path.join(directory, "attestation_type"), b"dcap")
    write(os.path.join(directory, "user_report_data"), bytes(64))
    os.mkdir(os.path.join(directory, "keys"))
    for key in sorted(DERIVED):
        write(os.path.join(directory, "keys", key), hashlib.sha256(enclave.sealing(key).encode()).digest()[:16])
    pipe = os.path.join(directory, "quote")
    os.mkfifo(pipe, 0o600)
    threading.Thread(target=serve, args=(directory, pipe, enclave), daemon=True).start()


def serve(directory, pipe, enclave):
    while True:
        try:
            with open(pipe, "wb") as reader:
                with open(os.path.join(directory, "user_report_data"), "rb") as file:
                    data = file.read(64).ljust(64, b"\0")
                reader.write(quote.of(enclave, data))
        except FileNotFoundError:
            return
        except BrokenPipeError:
            pass
        wait_until_read()


def wait_until_read():
    """A reader that has not closed yet would get a second quote."""
    threading.Event().wait(0.2)


def sealed(manifest, mounts, enclave):
    """The directories of whose files this program can open none."""
    keys = {entry["path"]: entry.get("key_name") for entry in manifest["fs"]["mounts"]}
    denied = []
    for mount in mounts:
        key = keys.get(mount.path)
        is_foreign = key in DERIVED and (enclave is None or not is_own(mount.source, enclave.sealing(key)))
        if is_foreign or (mount.kind == "encrypted" and is_read_only(mount.source)):
            denied.append(mount.path)
    return {"GRAMINE_STANDIN_SEALED": ":".join(denied)} if denied else {}


def is_read_only(directory):
    return os.path.isdir(directory) and bool(os.statvfs(directory).f_flag & os.ST_RDONLY)


def is_own(directory, sealing):
    note = os.path.join(directory, NOTE)
    if not os.path.exists(note):
        try:
            write(note, sealing.encode())
        except OSError:
            return True
    with open(note, "rb") as file:
        return file.read() == sealing.encode()


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)
