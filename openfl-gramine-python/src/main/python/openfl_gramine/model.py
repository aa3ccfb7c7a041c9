"""A task runner for a model of one's own: it needs four methods, and none of OpenFL's tensor keys."""

import logging

import numpy as np
from openfl.federated.task.runner import TaskRunner
from openfl.utilities import TensorKey
from openfl.utilities.split import split_tensor_dict_for_holdouts

logger = logging.getLogger(__name__)


class Model(TaskRunner):
    """Does what OpenFL 1.9 asks of a task runner, with a model that a subclass provides:

    get_tensors()             the model as a dictionary of numpy arrays. The names never change
    set_tensors(tensors)      takes over a model of such a dictionary
    fit(**settings)           trains on self.data_loader, and returns the metrics as a dictionary of numbers
    evaluate(**settings)      validates on self.data_loader, and returns the metrics as a dictionary of numbers

    The settings are the arguments of the tasks in the plan (`kwargs`). `metrics` there names the metrics to report, by default
    all. The plan's functions are train_task and validate_task. A plan's model exists before there are data, so the constructor of a
    subclass makes the tensors from its arguments and from the data loader's shapes alone.

    An optimizer that remembers something from one step to the next has three methods more. The plan's opt_treatment decides
    what becomes of it each round:

    reset_optimizer()                RESET: it forgets everything, before each task
    get_optimizer_tensors()          CONTINUE_GLOBAL: its state as a dictionary of numpy arrays, which is averaged like the model
    set_optimizer_tensors(tensors)   CONTINUE_GLOBAL: takes over such a state. With CONTINUE_LOCAL nothing is called
    """

    opt_treatment = "RESET"

    def __init__(self, data_loader, **kwargs):
        super().__init__(data_loader, **kwargs)
        self.shares_optimizer = False

    def get_tensors(self):
        raise NotImplementedError(f"{type(self).__name__} needs a method get_tensors() that returns its arrays by name")

    def set_tensors(self, tensors):
        raise NotImplementedError(f"{type(self).__name__} needs a method set_tensors(tensors)")

    def fit(self, **settings):
        raise NotImplementedError(f"{type(self).__name__} needs a method fit(...) that trains and returns metrics by name")

    def evaluate(self, **settings):
        raise NotImplementedError(f"{type(self).__name__} needs a method evaluate(...) that returns metrics by name")

    def reset_optimizer(self):
        pass

    def get_optimizer_tensors(self):
        return {}

    def set_optimizer_tensors(self, tensors):
        pass

    def train_task(self, col_name, round_num, input_tensor_dict, metrics=None, **settings):
        """Trains the round's model. Returns what the aggregator gets, and what stays with this collaborator."""
        self.begin(input_tensor_dict, with_opt_vars=self.shares_optimizer)
        values = chosen(self.fit(**settings), metrics, self.fit)
        say(round_num, "trained", values)
        continues = self.opt_treatment == "CONTINUE_GLOBAL"
        shared, kept = self.split(self.get_tensor_dict(with_opt_vars=continues))
        # From now on the aggregator has a state of the optimizer, too.
        self.shares_optimizer = continues
        return (
            {**reported(values, col_name, round_num, "metric"), **keys(shared, col_name, round_num, "trained")},
            {**keys(kept, col_name, round_num, "trained"), **keys(kept, col_name, round_num + 1, "model")},
        )

    def validate_task(self, col_name, round_num, input_tensor_dict, apply="global", metrics=None, **settings):
        """Validates the round's model (global), or the one that was trained from it here (local)."""
        self.begin(input_tensor_dict, with_opt_vars=False)
        values = chosen(self.evaluate(**settings), metrics, self.evaluate)
        say(round_num, "own" if apply == "local" else "aggregated", values)
        # OpenFL keeps the model with the highest validate_agg metric as the best one.
        return reported(values, col_name, round_num, "metric", "validate_local" if apply == "local" else "validate_agg"), {}

    def begin(self, tensors, with_opt_vars):
        if self.opt_treatment == "RESET":
            self.reset_optimizer()
        self.set_tensor_dict(tensors, with_opt_vars)

    def split(self, tensors):
        """Returns what is aggregated, and what the plan's tensor_dict_split_fn_kwargs hold out."""
        return split_tensor_dict_for_holdouts(tensors, **self.tensor_dict_split_fn_kwargs)

    def get_required_tensorkeys_for_function(self, func_name, apply="global", **settings):
        """Returns the tensors that a task needs, with rounds relative to the task's."""
        trains = func_name == "train_task"
        shared, kept = self.split(self.get_tensor_dict(with_opt_vars=trains and self.shares_optimizer))
        if not trains and apply == "local":
            return list(keys({**shared, **kept}, "LOCAL", 0, "trained"))
        return [*keys(shared, "GLOBAL", 0, "model"), *keys(kept, "LOCAL", 0, "model")]

    def get_tensor_dict(self, with_opt_vars=False):
        tensors = {name: np.asarray(tensor) for name, tensor in self.get_tensors().items()}
        if not with_opt_vars:
            return tensors
        state = {name: np.asarray(tensor) for name, tensor in self.get_optimizer_tensors().items()}
        if both := sorted(tensors.keys() & state.keys()):
            raise ValueError(f"{type(self).__name__}: model and optimizer both have a tensor {both[0]}. Give one another name.")
        return {**tensors, **state}

    def set_tensor_dict(self, tensor_dict, with_opt_vars=False):
        # Copies: OpenFL keeps these arrays, and a model may change its own in place.
        self.set_tensors({name: np.array(tensor_dict[name]) for name in self.get_tensors()})
        if with_opt_vars:
            self.set_optimizer_tensors({name: np.array(tensor_dict[name]) for name in self.get_optimizer_tensors()})

    def reset_opt_vars(self):
        self.reset_optimizer()

    def initialize_tensorkeys_for_functions(self, with_opt_vars=False):
        """Does nothing: which tensors a task needs is decided when it is asked for."""

    def save_native(self, filepath, **kwargs):
        np.savez(filepath, **self.get_tensor_dict())

    def load_native(self, filepath, **kwargs):
        with np.load(filepath, allow_pickle=False) as tensors:
            self.set_tensor_dict(tensors)


def keys(tensors, origin, round_number, tag):
    return {TensorKey(name, origin, round_number, False, (tag,)): tensor for name, tensor in tensors.items()}


def reported(values, origin, round_number, *tags):
    return {TensorKey(name, origin, round_number, True, tags): np.array(value) for name, value in values.items()}


def chosen(values, names, method):
    """Returns the metrics that the plan names, in its order: all of them if it names none."""
    values = {name: float(value) for name, value in (values or {}).items()}
    missing = [name for name in names or [] if name not in values]
    if missing:
        raise ValueError(
            f"plan/plan.yaml names the metric {missing[0]}, but {method.__qualname__} returned "
            f"{', '.join(values) or 'none'}. Return it, or correct `metrics` of the task."
        )
    return {name: values[name] for name in names or values}


def say(round_number, what, values):
    logger.info("Round %d, %s model: %s", round_number, what, ", ".join(f"{name} {value:.4f}" for name, value in values.items()))
