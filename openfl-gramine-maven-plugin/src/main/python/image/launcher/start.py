ROLES = ("aggregator", "collaborator")

# The directories of the workspace that the host fills.
MOUNTED = ("cert", "data", "local_state", "logs", "save")


class Start:
    """What is known about this start. A check adds what it finds out for those after it."""

    def __init__(self, arguments, root):
        self.arguments = arguments
        self.root = root
        self.role = None
        self.name = None  # the collaborator's; the aggregator needs none

    @property
    def is_collaborator(self):
        return self.role == "collaborator"
