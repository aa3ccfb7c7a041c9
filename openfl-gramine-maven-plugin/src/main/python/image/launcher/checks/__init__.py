"""What is checked before OpenFL starts, a module for each check. A new check is a module and a line in IN_ORDER."""

from . import certificate, data_yaml, mounted_code, role, workspace

# Each takes the Start, adds to it what it finds out, and raises a Mistake to refuse the start.
IN_ORDER = (
    role.parse,
    workspace.enter,
    certificate.read_name,
    data_yaml.require_line,
    mounted_code.forbid_imports,
)
