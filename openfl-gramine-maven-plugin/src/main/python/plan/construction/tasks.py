"""Tasks, how their results are aggregated, and who gets them."""

from difflib import get_close_matches

from .templates import Section


def named(plan):
    return {name: task for name, task in plan.config.get("tasks", {}).items() if name not in ("settings", "defaults")}


def try_aggregation(findings, plan):
    """Each task's aggregation function. One that cannot be used is left out, so that the rest can be tried."""
    from openfl.federated import Plan
    from openfl.interface.aggregation_functions import AggregationFunction

    for name, task in named(plan).items():
        keys = ["tasks", name]
        if not isinstance(task, dict):
            findings.error(keys, f"the task {name} is {task!r}; expected function and kwargs.", "Correct it.")
            del plan.config["tasks"][name]
            continue
        kind = task.get("aggregation_type")
        if kind is None:
            continue
        keys = [*keys, "aggregation_type"]
        task["aggregation_type"] = None
        if not isinstance(kind, dict):
            findings.error(
                keys,
                f"aggregation_type is {kind!r}; expected template, and settings.",
                "Write template: openfl.interface.aggregation_functions.WeightedAverage, or another of that module.",
            )
            continue
        content = {"settings": {}, **kind}
        function = Section(findings, keys, content).constructed(lambda: Plan.build(content["template"], dict(content["settings"] or {})))
        if function is None:
            continue
        if not isinstance(function, AggregationFunction):
            findings.error(
                [*keys, "template"],
                f"{content['template']} is not an aggregation function.",
                "Let it extend openfl.interface.aggregation_functions.AggregationFunction.",
            )
        else:
            task["aggregation_type"] = {**kind, "settings": dict(content["settings"] or {})}


def try_assigner(findings, plan):
    keys = ["assigner"]
    content = plan.config.get("assigner")
    if not content:
        findings.error([], "the plan has no section assigner, so nobody would get a task.", "Add assigner with template and settings.")
        return
    settings = content.get("settings") or {}
    section = Section(findings, keys, content, given=("authorized_cols", "rounds_to_train", "tasks"))
    groups = settings.get("task_groups")
    if groups is not None and not are_groups(groups):
        findings.error(
            [*keys, "settings", "task_groups"],
            "task_groups is not a list of groups, each with a name and a list of tasks.",
            "Write one - {name: …, percentage: …, tasks: […]} for each group.",
        )
        return
    if groups and not has_selected(findings, settings, groups):
        return
    assigner = section.constructed(plan.get_assigner)
    known = named(plan)
    if assigner is None or not hasattr(assigner, "get_all_tasks_for_round"):
        return
    section.refuse_ignored()
    rounds = min(getattr(plan, "rounds_to_train", 1), 1)
    assigned = {task for number in range(rounds) for task in assigner.get_all_tasks_for_round(number)}
    unknown = sorted(task for task in map(str, assigned) if task not in known)
    for task in unknown:
        near = get_close_matches(task, known, 1)
        findings.error(
            [*keys, "settings", "task_groups"] if groups else keys,
            f"the assigner assigns the task {task}, which the section tasks does not have.",
            f"Write {near[0]}, if that is meant; else add {task} to tasks." if near else f"Add {task} to tasks.",
        )


def are_groups(groups):
    return isinstance(groups, list) and all(
        isinstance(group, dict) and group.get("name") and isinstance(group.get("tasks"), list) for group in groups
    )


def has_selected(findings, settings, groups):
    selected = settings.get("selected_task_group")
    names = [group["name"] for group in groups]
    if selected is None or names.count(selected) == 1:
        return True
    findings.error(
        ["assigner", "settings", "selected_task_group"],
        f"selected_task_group is {selected}, and {names.count(selected) or 'none'} of the task groups has this name.",
        f"The task groups: {', '.join(map(str, names))}.",
    )
    return False
