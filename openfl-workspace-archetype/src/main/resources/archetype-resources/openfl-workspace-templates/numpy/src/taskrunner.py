"""A collaborator's model: multinomial logistic regression by mini-batch gradient descent."""

import numpy as np

from openfl_gramine.model import Model


class SoftmaxRegression(Model):
    """Two tensors, weights and bias. Both start at zero, because the loss is convex."""

    def __init__(self, learning_rate=0.1, **kwargs):
        super().__init__(**kwargs)
        self.learning_rate = learning_rate
        classes = len(self.data_loader.species)
        self.weights = np.zeros((*self.feature_shape, classes), dtype=np.float32)
        self.bias = np.zeros(classes, dtype=np.float32)

    def get_tensors(self):
        return {"weights": self.weights, "bias": self.bias}

    def set_tensors(self, tensors):
        self.weights, self.bias = tensors["weights"], tensors["bias"]

    def fit(self, epochs=1, batch_size=16):
        """Trains on this collaborator's flowers; returns the mean loss of the last epoch."""
        for _ in range(epochs):
            losses = [self.step(*batch) for batch in self.data_loader.get_train_loader(batch_size)]
        return {"loss": np.mean(losses)}

    def evaluate(self):
        """Returns the share of flowers whose species is recognised."""
        right = [self.predict(features).argmax(axis=1) == labels for features, labels in self.data_loader.get_valid_loader()]
        return {"accuracy": np.concatenate(right).mean()}

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
