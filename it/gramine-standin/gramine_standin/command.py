"""gramine-direct and gramine-sgx: NAME in, the program's exit status out."""

import os
import shutil
import sys
import tempfile

from . import BANNER, Refusal, attestation, manifest, process, sigstruct, trace
from .files import Files
from .mounts import Mounts, host_path

DEVICE = "/dev/sgx_enclave"
STRICT = "GRAMINE_STANDIN_STRICT"
SUFFIX = {"direct": ".manifest", "sgx": ".manifest.sgx"}


def main(mode, words):
    say(BANNER)
    try:
        if not words:
            raise Refusal(f"usage: gramine-{mode} NAME, for NAME{SUFFIX[mode]}")
        return start(mode, words[0], words[1:])
    except Refusal as refusal:
        say(f"gramine-{mode}: error: {refusal}")
        return 1
    finally:
        say(BANNER)


def start(mode, name, extra):
    checked = manifest.read(name + SUFFIX[mode])
    enclave = None
    if mode == "sgx":
        enclave = attestation.Enclave(sigstruct.check_file(name + ".sig"))
        if not os.path.exists(DEVICE):
            raise Refusal(f"{DEVICE} is missing: give the container the device of an SGX machine")
    mounts, files = Mounts(checked["fs"]), Files(checked)
    files.check()
    loader = checked["loader"]
    environment = process.environment(loader, os.environ, files, read_list)
    command = process.arguments(checked, extra, files, read_list)
    executable = process.program(checked, mounts, files, environment)
    directory = process.start_directory(checked, mounts)
    warn(checked, mounts)
    forward = checked.get("sys", {}).get("enable_sigterm_injection", False)
    with attestation.offered(checked, mounts, enclave) as more:
        environment = {**environment, **more}
        if os.environ.get(STRICT) == "1":
            return run_strictly(command, executable, environment, directory, forward, trace.Verdict(mounts, files))
        return process.run(command, executable, environment, directory, forward, traced=False)


def run_strictly(command, executable, environment, directory, forward, verdict):
    strace = shutil.which(trace.STRACE[0])
    if strace is None:
        raise Refusal(f"{STRICT}=1 needs strace: apt-get install strace")
    with tempfile.NamedTemporaryFile("r", prefix="gramine-standin-", encoding="utf-8", errors="surrogateescape") as output:
        # strace starts the program, which libraries for the program alone would forbid.
        preloaded = [f"--env=LD_PRELOAD={environment['LD_PRELOAD']}"] if "LD_PRELOAD" in environment else []
        environment = {name: value for name, value in environment.items() if name != "LD_PRELOAD"}
        traced = [*trace.STRACE, *preloaded, "-o", output.name, "--", executable, *command[1:]]
        status = process.run(traced, strace, environment, directory, forward, traced=True)
        for path, access, part in trace.events(output):
            if access == "map":
                verdict.add_mapping(path, *part)
            else:
                verdict.add(path, access)
    for line in verdict.hashed.lines():
        say(f"strict mode: {line}")
    if verdict.absent:
        say(f"strict mode: {len(verdict.absent)} files of the native run would not be there under Gramine (no error):")
        say(trace.table(verdict.absent))
    if verdict.sources:
        say(f"strict mode: {len(verdict.sources)} sources are not listed while their .pyc are; a traceback or warning wanted a line (no error):")
        say(trace.table(verdict.sources))
    if verdict.denied:
        say(f"strict mode: error: {len(verdict.denied)} files are neither trusted nor allowed; Gramine would deny them:")
        say(trace.table(verdict.denied))
        return 1
    if not verdict.sources:
        say("strict mode: every file that was opened is trusted or allowed")
    return status


def warn(checked, mounts):
    insecure = manifest.insecure_options(checked)
    if insecure:
        say("insecure options: " + ", ".join(insecure))
    for mount in mounts:
        if mount.source and mount.source != mount.path and mount.path != "/" and not mount.source.endswith(trace.GLIBC):
            say(f"stand-in: {mount.source} is not seen at {mount.path}: the program runs natively")


def read_list(uri, where, files):
    """The strings of a file, each ended by a zero byte."""
    path = host_path(uri, where)
    if not files.is_listed(path):
        raise Refusal(f"{where}: {path} is neither trusted nor allowed")
    with open(path, "rb") as file:
        return [os.fsdecode(text) for text in file.read().split(b"\0")[:-1]]


def say(text):
    # Names of files need not be UTF-8.
    print(text.encode("utf-8", "backslashreplace").decode(), file=sys.stderr, flush=True)
