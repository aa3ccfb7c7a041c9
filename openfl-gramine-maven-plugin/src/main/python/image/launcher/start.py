import os
import tempfile
from functools import cached_property

ROLES = ("aggregator", "collaborator")

# The directories of the workspace that the host fills.
MOUNTED = ("cert", "data", "enrolment", "identity", "local_state", "logs", "save")

# A manifest's environment is measured, and an enclave has no other. The manifest's template names the directories that are
# encrypted mounts, separated by colons; the image's entry script says that there is no enclave.
ENCRYPTED = "OPENFL_GRAMINE_ENCRYPTED"
NATIVE = "OPENFL_GRAMINE_NATIVE"
# Set for a role whose certificates stand for enclaves, and for collaborators of an attested aggregator.
ATTESTED = "OPENFL_GRAMINE_ATTESTED"
PINNED = "OPENFL_GRAMINE_PINNED"


class Start:
    """What is known about this start. A check adds what it finds out for those after it."""

    def __init__(self, arguments, root, memory):
        self.arguments = arguments
        self.root = root
        self.memory = memory  # a directory in the enclave's memory
        self.is_native = NATIVE in os.environ
        self.encrypted = [path for path in os.environ.get(ENCRYPTED, "").split(":") if path]
        self.is_attested = os.environ.get(ATTESTED) == "1"
        self.is_pinned = os.environ.get(PINNED) == "1"
        self.root_certificate = None  # what gRPC trusts instead of the chain
        self.role = None
        self.name = None  # the collaborator's; the aggregator needs none
        self.aggregator_settings = {}  # take precedence over the plan's

    @property
    def is_collaborator(self):
        return self.role == "collaborator"

    @cached_property
    def copies(self):
        """The directory of the checked copies, laid out as the workspace."""
        return tempfile.mkdtemp(prefix="openfl-gramine-", dir=self.memory)

    def given(self, path):
        """Where to read a file of the workspace: the copy that was checked, or without an enclave the file itself.

        The copy of a file that was not there does not exist. A path outside the workspace stays as it is.
        """
        inside = os.path.relpath(path, self.root)
        if self.is_native or inside.split(os.sep)[0] == os.pardir:
            return str(path)
        return os.path.join(self.copies, inside)

    def is_encrypted(self, path):
        """Whether the manifest mounts the directory encrypted, so that the host can neither read nor make up the file."""
        path = os.path.abspath(path)
        return any(path.startswith(directory + os.sep) for directory in self.encrypted)
