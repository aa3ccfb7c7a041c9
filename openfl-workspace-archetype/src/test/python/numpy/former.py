"""The task runner of workspaces that were generated before there was openfl_gramine.model: multinomial logistic regression."""

import logging

import numpy as np
from openfl.federated.task.runner import TaskRunner
from openfl.utilities import TensorKey

logger = logging.getLogger(__name__)


class SoftmaxRegression(TaskRunner):
    """The model is two tensors, weights and bias. Both start at zero, because the loss is convex."""

    def __init__(self, learning_rate=0.1, **kwargs):
        super().__init__(**kwargs)
        self.learning_rate = learning_rate
        classes = len(self.data_loader.species)
        self.weights = np.zeros((*self.feature_shape, classes), dtype=np.float32)
        self.bias = np.zeros(classes, dtype=np.float32)

    def train_task(self, col_name, round_num, input_tensor_dict, epochs=1, batch_size=16, **kwargs):
        """Trains the aggregated model on this collaborator's data (the plan's task `train`)."""
        self.set_tensor_dict(input_tensor_dict)
        for _ in range(epochs):
            losses = [self.step(*batch) for batch in self.data_loader.get_train_loader(batch_size)]
        loss = float(np.mean(losses))
        logger.info("Round %d: loss %.4f on %d flowers", round_num, loss, self.get_train_data_size())
        metrics = {TensorKey("loss", col_name, round_num, True, ("metric",)): np.array(loss)}
        model = {
            TensorKey(name, col_name, round_num, False, ("trained",)): tensor
            for name, tensor in self.get_tensor_dict().items()
        }
        return {**metrics, **model}, {}

    def validate_task(self, col_name, round_num, input_tensor_dict, apply, **kwargs):
        """Validates the aggregated (global) or the newly trained (local) model (the plan's two validation tasks)."""
        self.set_tensor_dict(input_tensor_dict)
        right = [self.predict(features).argmax(axis=1) == labels for features, labels in self.data_loader.get_valid_loader()]
        accuracy = float(np.concatenate(right).mean())
        logger.info("Round %d: accuracy of the %s model %.4f", round_num, apply, accuracy)
        # OpenFL keeps the model with the best validate_agg metric as the best one.
        tags = ("metric", "validate_local" if apply == "local" else "validate_agg")
        return {TensorKey("accuracy", col_name, round_num, True, tags): np.array(accuracy)}, {}

    def predict(self, features):
        """Returns the probability of each species, one row per flower."""
        scores = features @ self.weights + self.bias
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    def step(self, features, labels):
        """Makes one gradient step on the mean cross entropy and returns its value before the step."""
        probabilities = self.predict(features)
        rows = np.arange(len(labels))
        loss = -np.log(probabilities[rows, labels] + 1e-12).mean()
        error = probabilities
        error[rows, labels] -= 1
        rate = self.learning_rate / len(labels)
        self.weights = (self.weights - rate * features.T @ error).astype(np.float32)
        self.bias = (self.bias - rate * error.sum(axis=0)).astype(np.float32)
        return loss

    def get_required_tensorkeys_for_function(self, func_name, apply="global", **kwargs):
        """Returns the tensors that a task needs: the round's aggregated model, or the newly trained one."""
        origin, tag = ("LOCAL", "trained") if apply == "local" else ("GLOBAL", "model")
        return [TensorKey(name, origin, 0, False, (tag,)) for name in self.get_tensor_dict()]

    def initialize_tensorkeys_for_functions(self, with_opt_vars=False):
        """Does nothing: the tensors' names never change."""

    def reset_opt_vars(self):
        """Does nothing: plain gradient descent has no state."""

    def get_tensor_dict(self, with_opt_vars=False):
        return {"weights": self.weights, "bias": self.bias}

    def set_tensor_dict(self, tensor_dict, with_opt_vars=False):
        self.weights = np.array(tensor_dict["weights"], dtype=np.float32)
        self.bias = np.array(tensor_dict["bias"], dtype=np.float32)

    def save_native(self, filepath, **kwargs):
        np.savez(filepath, **self.get_tensor_dict())

    def load_native(self, filepath, **kwargs):
        with np.load(filepath, allow_pickle=False) as tensors:
            self.set_tensor_dict(tensors)
