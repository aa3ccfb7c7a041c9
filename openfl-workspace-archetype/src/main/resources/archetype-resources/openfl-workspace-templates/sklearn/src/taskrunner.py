"""A collaborator's model: scikit-learn's logistic regression by gradient descent."""

import numpy as np
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import log_loss

from openfl_gramine.model import Model


class LinearClassifier(Model):
    """The model is the classifier's coefficients and intercepts. Both start at zero, because the loss is convex."""

    def __init__(self, learning_rate=0.05, penalty=0.0001, **kwargs):
        super().__init__(**kwargs)
        # The data loader shuffles, with the plan's seed. A constant rate needs no state from one step to the next.
        self.classifier = SGDClassifier(
            loss="log_loss", learning_rate="constant", eta0=learning_rate, alpha=penalty, shuffle=False, random_state=0
        )
        self.classes = np.arange(self.data_loader.classes)
        # The classifier makes its arrays at its first step; here a step of zeros.
        self.classifier.partial_fit(np.zeros((len(self.classes), *self.feature_shape)), self.classes, classes=self.classes)
        self.set_tensors({name: np.zeros_like(tensor) for name, tensor in self.get_tensors().items()})

    def get_tensors(self):
        return {"coefficients": self.classifier.coef_, "intercepts": self.classifier.intercept_}

    def set_tensors(self, tensors):
        # scikit-learn computes with 64 bits; OpenFL exchanges 32.
        self.classifier.coef_ = np.ascontiguousarray(tensors["coefficients"], dtype=np.float64)
        self.classifier.intercept_ = np.ascontiguousarray(tensors["intercepts"], dtype=np.float64)

    def fit(self, epochs=1):
        """Trains on this collaborator's rows; returns the mean cross entropy on them afterwards."""
        for _ in range(epochs):
            rows, labels = self.data_loader.get_train_loader()
            self.classifier.partial_fit(rows, labels)
        return {"loss": log_loss(labels, self.classifier.predict_proba(rows), labels=self.classes)}

    def evaluate(self):
        """Returns the share of rows whose class is recognised."""
        return {"accuracy": self.classifier.score(*self.data_loader.get_valid_loader())}
