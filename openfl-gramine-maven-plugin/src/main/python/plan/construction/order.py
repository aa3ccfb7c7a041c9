"""What is constructed, in the order of an aggregator's and a collaborator's start. Each step is OpenFL's own."""

from pathlib import Path

from . import actors, runner, tasks
from .findings import told
from .templates import Section

PIPELINE = "openfl.pipelines.NoCompressionPipeline"


def try_plan(findings, directory):
    plan = parsed(findings, directory)
    if plan is None:
        return
    if "connector" in plan.config:
        findings.error(
            ["connector"],
            "a connector starts other programs, such as Flower's SuperLink and SuperNode, which an enclave cannot do.",
            "Write the training as a task runner of OpenFL's.",
        )
        return
    tasks.try_aggregation(findings, plan)
    try_pipeline(findings, plan)
    tasks.try_assigner(findings, plan)
    actors.try_straggler_policy(findings, plan)
    trained = runner.try_runner(findings, plan)
    actors.try_aggregator(findings, plan, trained)
    actors.try_collaborator(findings, plan, trained)
    actors.try_transport(findings, plan)


def parsed(findings, directory):
    """OpenFL's Plan with collaborators of other names, as those of the federation are not known yet."""
    from openfl.federated import Plan

    file = Path("plan/plan.yaml")
    try:
        names = collaborators(Plan.load(file))
        cols, data = directory / "cols.yaml", directory / "data.yaml"
        cols.write_text("collaborators: [" + ", ".join(f'"{name}"' for name in names) + "]\n", encoding="utf-8")
        data.write_text("".join(f"{name},{number}\n" for number, name in enumerate(names, 1)), encoding="utf-8")
        return Plan.parse(file.absolute(), cols_config_path=cols, data_config_path=data)
    except Exception as error:
        findings.error([], f"OpenFL cannot read the plan. {told(error)}", "Correct the plan.")
        return None


def collaborators(config):
    """As many as the plan's data are divided among; those that an assigner names, if it does."""
    groups = ((config.get("assigner") or {}).get("settings") or {}).get("task_groups") or []
    named = [str(name) for group in groups if isinstance(group, dict) for name in group.get("collaborators") or []]
    count = ((config.get("data_loader") or {}).get("settings") or {}).get("collaborator_count")
    return named or [f"col{number}" for number in range(1, (count if isinstance(count, int) and 0 < count < 1000 else 2) + 1)]


def try_pipeline(findings, plan):
    """One that cannot be used is left out, so that the rest can be tried."""
    content = plan.config.get("compression_pipeline", {"template": PIPELINE})
    content.setdefault("settings", {})
    section = Section(findings, ["compression_pipeline"], content)
    if section.constructed(plan.get_tensor_pipe) is None:
        plan.config["compression_pipeline"] = {"template": PIPELINE, "settings": {}}
    else:
        section.refuse_ignored()
