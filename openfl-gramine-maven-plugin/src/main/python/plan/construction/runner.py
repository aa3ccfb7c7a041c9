"""The data loader, the task runner, and its functions that the tasks call."""

import inspect
from difflib import get_close_matches

from .findings import told
from .tasks import named
from .templates import BY_NAME, PARAMETER, Section

# What a collaborator passes to a task's function, which also gets the task's kwargs.
PASSED = ("col_name", "round_num", "input_tensor_dict")

# Of OpenFL 1.3 to 1.5. Methods of these names that a base class still has do something else, or nothing.
FORMER = {"validate": "validate_task", "train_batches": "train_task", "train": "train_task"}


def try_runner(findings, plan):
    """(task runner, its tensors) or None."""
    loader_section = Section(findings, ["data_loader"], plan.config.get("data_loader") or {}, given=("data_path",))
    content = plan.config.get("task_runner") or {}
    section = Section(findings, ["task_runner"], content, given=("data_loader",))
    loader_class, runner_class = loader_section.named(), section.named()
    loader = minimal_loader(findings, plan, loader_section) if loader_class is not None and loader_section.takes_settings() else None
    runner = section.constructed(lambda: plan.get_task_runner(loader)) if runner_class is not None and loader is not None else None
    if runner_class is not None and loader is None:
        section.takes_settings()
    if runner_class is not None:
        for name, task in named(plan).items():
            try_task(findings, name, task, runner_class, runner)
    if runner_class is not None:
        refuse_trees(findings, plan, runner_class)
    if runner is None:
        return None
    try:
        return runner, runner.get_tensor_dict(False)
    except Exception as error:
        section.error(f"{section.template} cannot give the model's tensors. {told(error)}", "Correct its get_tensor_dict.")
        return None


def refuse_trees(findings, plan, runner_class):
    """What XGBoost's trees cannot be: the aggregator would fail in the first round, and the federation go on waiting."""
    joined = [name for name, task in named(plan).items() if joins_trees(task.get("aggregation_type"))]
    if not any(base.__name__ == "XGBoostTaskRunner" for base in getattr(runner_class, "__mro__", ())):
        for name in joined:
            findings.error(
                ["tasks", name, "aggregation_type", "template"],
                f"FedBaggingXGBoost joins the trees of XGBoost; {runner_class.__name__} does not extend OpenFL's XGBoostTaskRunner.",
                "Use another aggregation function, such as openfl.interface.aggregation_functions.WeightedAverage.",
            )
    elif joined and (plan.config.get("aggregator", {}).get("settings") or {}).get("use_delta_updates", True):
        findings.error(
            ["aggregator", "settings"],
            "use_delta_updates is true, OpenFL's default: the aggregator would subtract models, and those with XGBoost's trees grow.",
            "Write use_delta_updates: false in the settings of aggregator and collaborator.",
        )


def joins_trees(kind):
    # OpenFL's get_tasks puts the function in the place of its template.
    return (str(kind.get("template")) if isinstance(kind, dict) else type(kind).__name__).endswith("FedBaggingXGBoost")


def minimal_loader(findings, plan, section):
    """OpenFL 1.9 creates the initial model without data: with a data loader that gets data_path=None."""
    from openfl.utilities.dataloading import initialize_minimal_dataloader

    try:
        return initialize_minimal_dataloader(plan)
    except (Exception, SystemExit) as error:
        findings.remark(
            ["data_loader"],
            f"{section.template} cannot be constructed with data_path=None, as OpenFL does for the initial model. {told(error)}",
            "In its __init__, if data_path is None, set the shape of the features and the number of classes, and return before any"
            " data are read. Until then plan-initialize fails, and the task runner was not tried here.",
        )
        return None


def try_task(findings, name, task, runner_class, runner):
    keys = ["tasks", name]
    function_name = task.get("function")
    if not function_name:
        findings.error(keys, f"the task {name} has no function.", "Add function: with the name of a method of the task runner.")
        return
    if "kwargs" not in task or not isinstance(task["kwargs"], dict):
        findings.error(keys, f"the task {name} has no kwargs; a collaborator would end with a KeyError.", "Add kwargs: {}.")
        return
    function = getattr(runner or runner_class, function_name, None)
    if not callable(function) or is_former(runner_class, function_name):
        methods = [method for method in dir(runner_class) if not method.startswith("_")]
        near = [FORMER[function_name]] if FORMER.get(function_name) in methods else get_close_matches(function_name, methods, 1)
        findings.error(
            [*keys, "function"],
            f"the task {name} calls {function_name}, which {runner_class.__name__} does not have.",
            f"Write {near[0]}, if that is meant." if near else "Correct it, or add the method to the class.",
        )
        return
    try_arguments(findings, keys, task, function, bound=runner is not None)
    if runner is None:
        return
    try:
        runner.get_required_tensorkeys_for_function(function_name, **task["kwargs"])
    except Exception as error:
        findings.error(
            keys,
            f"the task runner does not know which tensors {function_name} needs with these kwargs. {told(error)}",
            "Correct kwargs (apply is global or local), or name the function in the runner's initialize_tensorkeys_for_functions.",
        )


def is_former(runner_class, function_name):
    """Whether a function has a name of today, and the one in the plan is not the workspace's own."""
    owner = next((base for base in getattr(runner_class, "__mro__", ()) if function_name in vars(base)), None)
    return owner is not None and not owner.__module__.startswith("src") and hasattr(runner_class, FORMER.get(function_name, ""))


def try_arguments(findings, keys, task, function, bound):
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return
    if not bound:
        parameters = parameters[1:]
    known = [parameter.name for parameter in parameters if parameter.kind in BY_NAME]
    if not any(parameter.kind == PARAMETER.VAR_KEYWORD for parameter in parameters):
        for name in [name for name in task["kwargs"] if name not in known]:
            findings.error(
                [*keys, "kwargs", name],
                f"{task['function']} has no parameter {name}.",
                f"Remove it, or add the parameter (or **kwargs) to {task['function']}.",
            )
    for parameter in parameters:
        is_needed = parameter.kind in BY_NAME and parameter.default is PARAMETER.empty
        if is_needed and parameter.name not in PASSED and parameter.name not in task["kwargs"]:
            findings.error([*keys, "kwargs"], f"{task['function']} needs {parameter.name}, which kwargs does not have.", f"Add {parameter.name}.")
