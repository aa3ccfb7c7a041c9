"""The common base class of the PyTorch task runners."""

import torch
from openfl.federated.task.runner_pt import PyTorchTaskRunner


class SeededTaskRunner(PyTorchTaskRunner):
    """Trains a network with Adam. Initial weights and dropout depend on the plan's seed, so that the same data and
    plan give the same curve.

    make_network has no arguments and returns a torch.nn.Module.
    """

    def __init__(self, make_network, learning_rate=0.001, seed=0, **kwargs):
        super().__init__(device="cpu", **kwargs)
        torch.manual_seed(seed)
        self.network = make_network()
        self.learning_rate = learning_rate
        self.reset_opt_vars()

    def forward(self, images):
        return self.network(images)

    def reset_opt_vars(self):
        """Creates a new optimizer for each task (the plan's opt_treatment RESET)."""
        self.optimizer = torch.optim.Adam(self.parameters(), lr=self.learning_rate)
