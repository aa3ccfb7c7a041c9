"""A collaborator's model. TO CHANGE: this one learns the mean of each column, as an example of a model."""

import numpy as np

from openfl_gramine.model import Model


class ExperimentModel(Model):
    """The model is one tensor. Tensors exist before there are data: their shapes come from the plan."""

    def __init__(self, learning_rate, **kwargs):
        super().__init__(**kwargs)
        self.learning_rate = learning_rate
        self.means = np.zeros(self.feature_shape, dtype=np.float32)

    def get_tensors(self):
        return {"means": self.means}

    def set_tensors(self, tensors):
        self.means = tensors["means"]

    def fit(self, epochs):
        """Trains on this collaborator's data; returns the metrics to report."""
        for _ in range(epochs):
            self.means += self.learning_rate * (self.data_loader.train.mean(axis=0) - self.means)
        return {"loss": self.error(self.data_loader.train)}

    def evaluate(self):
        """OpenFL keeps the model with the highest validation metric as the best one, so choose one that grows."""
        return {"closeness": 1 / (1 + self.error(self.data_loader.valid))}

    def error(self, rows):
        return np.mean((rows - self.means) ** 2)
