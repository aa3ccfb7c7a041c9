"""Starts one actor of a federation: the program that an enclave's manifest names in loader.argv.

Its one argument is fixed by the manifest and so measured. Everything else that the actor needs to know is read from
files: a collaborator's name from the one certificate mounted for it, so that the same image, and the same MRENCLAVE,
serves every collaborator. Python 3.10 to 3.12; nothing but the standard library, OpenFL and what OpenFL brings.
"""

import os
import re
import sys
from pathlib import Path

WORKSPACE = Path("/workspace")
ROLES = ("aggregator", "collaborator")
NAME = re.compile(r"[0-9A-Za-z._-]+")

# Folders that the host fills. Python would import a package from them, as the workspace comes first on sys.path;
# code is trusted only where it was measured.
MOUNTED = ("cert", "data", "local_state", "logs", "save")


class Mistake(Exception):
    """Something the person who starts the actor can put right; its text is all they get to read."""


def main(arguments, root=WORKSPACE):
    """Runs the actor; the tests give another root, a manifest cannot."""
    try:
        role = parse_role(arguments)
        enter(root)
        words = ["start"] if role == "aggregator" else ["start", "-n", collaborator_name()]
        forbid_imports_from_mounted_folders()
        return run_openfl([role, *words])
    except Mistake as mistake:
        print(f"openfl-gramine: {mistake}", file=sys.stderr)
        return 1


def parse_role(arguments):
    if len(arguments) != 1 or arguments[0] not in ROLES:
        raise Mistake(f"expected exactly one argument, {' or '.join(ROLES)}, got: {' '.join(arguments) or 'none'}.")
    return arguments[0]


def enter(root):
    """OpenFL reads plan/, cert/ and src/ relative to the current folder and puts it first on sys.path itself."""
    try:
        os.chdir(root)
    except OSError as error:
        raise Mistake(f"cannot enter the workspace {root}: {error.strerror}.") from error


def collaborator_name():
    """The name that the mounted certificate proves, checked against what OpenFL will look up under it."""
    certificate = only_client_certificate(Path("cert/client"))
    name = common_name(certificate)
    if not NAME.fullmatch(name):
        raise Mistake(f"{certificate} has the common name {name!r}; allowed are letters, digits and . _ -")
    if certificate.name != f"col_{name}.crt":
        raise Mistake(f"{certificate} is the certificate of {name}; its file has to be named col_{name}.crt.")
    check_data_path(name, Path("plan/data.yaml"))
    return name


def only_client_certificate(folder):
    found = sorted(folder.glob("*.crt"))
    if not found:
        raise Mistake(
            f"no certificate in {folder}. Mount the collaborator's own: {folder}/col_NAME.crt and {folder}/col_NAME.key."
        )
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise Mistake(f"{folder} holds {len(found)} certificates: {names}. Mount only this collaborator's.")
    return found[0]


def common_name(certificate):
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    try:
        subject = x509.load_pem_x509_certificate(certificate.read_bytes()).subject
    except OSError as error:
        raise Mistake(f"cannot read {certificate}: {error.strerror}.") from error
    except ValueError as error:
        raise Mistake(f"{certificate} is not an X.509 certificate in PEM form.") from error
    names = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if len(names) != 1:
        raise Mistake(f"{certificate} has {len(names)} common names; expected exactly one, the collaborator's name.")
    return names[0].value


def check_data_path(name, data_yaml):
    """OpenFL looks the exact name up in plan/data.yaml (lines NAME,PATH) and ends in a bare KeyError without it."""
    try:
        lines = data_yaml.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise Mistake(f"cannot read {data_yaml}: {error.strerror}. Mount the collaborator's own.") from error
    except UnicodeDecodeError as error:
        raise Mistake(f"{data_yaml} is not a text file in UTF-8.") from error
    entries = [line.rstrip() for line in lines if line.rstrip() and not line.startswith("#")]
    for entry in entries:
        if "," not in entry:
            raise Mistake(f"{data_yaml} has the line {entry!r}; expected NAME,PATH.")
    names = [entry.split(",", maxsplit=1)[0] for entry in entries]
    if name not in names:
        listed = ", ".join(names) or "nobody"
        raise Mistake(f"{data_yaml} has no line for {name} (it lists {listed}). Add: {name},DATA")


def forbid_imports_from_mounted_folders():
    for folder in MOUNTED:
        sys.modules[folder] = None


def run_openfl(words):
    # OpenFL's command line binds sys.argv when it is imported, so the words have to be there before.
    sys.argv = ["fx", *words]
    from openfl.interface.cli import entry

    try:
        return entry()
    except OSError as error:
        raise Mistake(missing_mount(error)) from error


def missing_mount(error):
    """A mounted file that is not there, in one line; any other failure of OpenFL or the workspace keeps its traceback."""
    if not isinstance(error, (FileNotFoundError, PermissionError)) or not isinstance(error.filename, (str, Path)):
        raise error
    path = Path(os.path.relpath(error.filename))
    if path.parts[0] not in (*MOUNTED, "plan"):
        raise error
    return f"cannot use {path}: {error.strerror}. Mount it at {WORKSPACE / path}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
