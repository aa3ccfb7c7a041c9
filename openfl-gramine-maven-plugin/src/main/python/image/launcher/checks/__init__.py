"""What is checked before OpenFL starts, a module for each check. A new check is a module and a line in IN_ORDER."""

from . import (
    certificate,
    checkpoint,
    cols_yaml,
    connection,
    credentials,
    data_yaml,
    earlier_models,
    enrolment,
    initial_model,
    measured_files,
    mounted_code,
    mounted_files,
    pin,
    role,
    workspace,
    writable,
)

# Each takes the Start, adds to it what it finds out, and raises a Mistake to refuse the start.
IN_ORDER = (
    role.parse,
    workspace.enter,
    measured_files.require_unchanged,
    mounted_code.forbid_imports,
    mounted_files.refuse_links,
    enrolment.start_or_enrol,
    writable.require_writable,
    certificate.read_name,
    credentials.require_pem,
    pin.require,
    cols_yaml.require_names,
    data_yaml.require_line,
    initial_model.require_form,
    checkpoint.require_protection,
    earlier_models.keep,
    connection.require_pinned,
)
