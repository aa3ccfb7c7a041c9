"""A collaborator's tasks: recognising handwritten digits."""

from torch.nn import functional

from src.network import MnistNetwork
from openfl_gramine.seeded import SeededTaskRunner


def cross_entropy(output, target):
    return functional.cross_entropy(output, target)


class MnistTaskRunner(SeededTaskRunner):
    """Training and validation are OpenFL's own (PyTorchTaskRunner): mean loss, and the share of correctly classified images."""

    def __init__(self, data_loader, **kwargs):
        def make_network():
            return MnistNetwork(data_loader.image_size, data_loader.get_num_classes())

        super().__init__(make_network, loss_fn=cross_entropy, data_loader=data_loader, **kwargs)
