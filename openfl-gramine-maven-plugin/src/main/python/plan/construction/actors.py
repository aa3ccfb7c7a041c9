"""The aggregator and a collaborator themselves."""

from .templates import Section

GIVEN_TO_AGGREGATOR = (
    *("aggregator_uuid", "federation_uuid", "authorized_cols", "assigner", "compression_pipeline"),
    *("straggler_handling_policy", "connector", "initial_tensor_dict"),
)
GIVEN_TO_COLLABORATOR = (
    *("collaborator_name", "aggregator_uuid", "federation_uuid", "task_runner", "compression_pipeline", "task_config"),
    *("secure_aggregation", "client"),
)
POLICY = "openfl.component.aggregator.straggler_handling.WaitForAllPolicy"
TREATMENTS = ("RESET", "CONTINUE_LOCAL", "CONTINUE_GLOBAL")


class NoClient:
    """In the place of the connection to an aggregator."""


class NoAssigner:
    """In the place of one that cannot be used."""

    def is_task_group_evaluation(self):
        return False


def try_straggler_policy(findings, plan):
    """OpenFL constructs it in the aggregator; a policy that cannot be used is left out there."""
    content = plan.config.get("straggler_handling_policy") or {"template": POLICY}
    content.setdefault("settings", {})
    section = Section(findings, ["straggler_handling_policy"], content)
    policy = section.constructed(lambda: plan.get_straggler_handling_policy()())
    if policy is not None:
        section.refuse_ignored()
    else:
        plan.straggler_policy_ = None
        plan.config["straggler_handling_policy"] = {"template": POLICY, "settings": {}}


def try_aggregator(findings, plan, trained):
    import numpy

    content = plan.config.get("aggregator") or {}
    section = Section(findings, ["aggregator"], content, GIVEN_TO_AGGREGATOR)
    settings = content.setdefault("settings", {})
    if settings.get("secure_aggregation") and not has_pycryptodome():
        findings.error(
            ["aggregator", "settings", "secure_aggregation"],
            "secure aggregation needs pycryptodome, which OpenFL does not require by itself and this image does not have.",
            "Add pycryptodome to requirements.txt.",
        )
        return
    if plan.assigner_ is None:
        plan.assigner_ = NoAssigner()
    # Nothing is resumed here, and the file would be one of SQLite's.
    settings["persist_checkpoint"] = False
    tensors = {"none": numpy.zeros(1, dtype=numpy.float32)} if trained is None else globals_of(*trained)
    section.constructed(lambda: plan.get_aggregator(tensors))


def globals_of(runner, tensors):
    from openfl.utilities.split import split_tensor_dict_for_holdouts

    return split_tensor_dict_for_holdouts(tensors, **getattr(runner, "tensor_dict_split_fn_kwargs", {}))[0]


def try_collaborator(findings, plan, trained):
    content = plan.config.setdefault("collaborator", {"template": "openfl.component.Collaborator"})
    settings = content.setdefault("settings", {})
    section = Section(findings, ["collaborator"], content, GIVEN_TO_COLLABORATOR)
    treatment = settings.get("opt_treatment", "RESET")
    if treatment not in TREATMENTS:
        findings.error(
            ["collaborator", "settings", "opt_treatment"],
            f"opt_treatment is {treatment}; OpenFL knows {', '.join(TREATMENTS)}.",
            "Write one of these.",
        )
        return
    if trained is None or (plan.config["aggregator"]["settings"].get("secure_aggregation") and not has_pycryptodome()):
        if section.named() is not None:
            section.takes_settings()
        return
    name = plan.authorized_cols[0]
    section.constructed(lambda: plan.get_collaborator(name, task_runner=trained[0], client=NoClient()))


def try_transport(findings, plan):
    network = (plan.config.get("network") or {}).get("settings") or {}
    protocol = str(network.get("transport_protocol", "grpc")).lower()
    if protocol not in ("grpc", "rest"):
        findings.error(
            ["network", "settings", "transport_protocol"],
            f"transport_protocol is {protocol}; OpenFL has grpc and rest.",
            "Write grpc.",
        )


def has_pycryptodome():
    from importlib.util import find_spec

    return find_spec("Crypto") is not None
