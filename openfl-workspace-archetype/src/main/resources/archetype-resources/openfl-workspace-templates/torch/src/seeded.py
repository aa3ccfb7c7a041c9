"""What the task runners for PyTorch share."""

import torch
from openfl.federated.task.runner_pt import PyTorchTaskRunner


class SeededTaskRunner(PyTorchTaskRunner):
    """Trains a network with Adam. Its first weights and its dropout come from the plan's seed, so that the same data and
    plan give the same curve.

    make_network takes nothing and returns a torch.nn.Module.
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
        """The plan's opt_treatment RESET: each task begins with an optimizer that remembers nothing."""
        self.optimizer = torch.optim.Adam(self.parameters(), lr=self.learning_rate)
