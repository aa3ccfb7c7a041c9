"""A collaborator's name is the one that its certificate proves."""

import re
from pathlib import Path

from .. import mounted, pem, subject
from ..mistake import Mistake

DIRECTORY = Path("cert/client")
NAME = re.compile(r"[0-9A-Za-z._-]+")


def read_name(start):
    """Checks the name against the file name that OpenFL will look up for it."""
    if not start.is_collaborator:
        return
    certificate = only_certificate(DIRECTORY)
    name = common_name(certificate, mounted.take(start, certificate, pem.LIMIT, "Mount the collaborator's own."))
    if not NAME.fullmatch(name):
        raise Mistake(f"{certificate} has the common name {name!r}; allowed are letters, digits and . _ -")
    if certificate.name != f"col_{name}.crt":
        raise Mistake(f"{certificate} is the certificate of {name}; its file has to be named col_{name}.crt.")
    start.name = name


def only_certificate(directory):
    found = sorted(directory.glob("*.crt"))
    if not found:
        raise Mistake(
            f"no certificate in {directory}. Mount the collaborator's own: {directory}/col_NAME.crt and {directory}/col_NAME.key."
        )
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise Mistake(f"{directory} holds {len(found)} certificates: {names}. Mount only this collaborator's.")
    return found[0]


def common_name(certificate, taken):
    try:
        names = subject.common_names(Path(taken).read_text(encoding="ascii", errors="replace"))
    except ValueError as error:
        raise Mistake(f"{certificate} is not an X.509 certificate in PEM form.") from error
    if len(names) != 1:
        raise Mistake(f"{certificate} has {len(names)} common names; expected exactly one, the collaborator's name.")
    return names[0]
