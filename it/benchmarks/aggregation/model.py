"""A model with the tensors of a U-Net, of 31 million parameters if its first layer is 64 wide; a round of training adds one
to each value."""

import numpy as np
from openfl.federated.data.loader import DataLoader
from openfl.federated.task.runner import TaskRunner
from openfl.utilities import TensorKey


def shapes(first_width):
    """Name and shape of each of the 136 tensors, 31,055,315 values in all for 64."""
    widths = [first_width << level for level in range(5)]
    for before, after in zip((3, *widths), widths):
        yield from double_convolution(f"down{after}", before, after)
    for width in reversed(widths[1:]):
        yield f"up{width}.up.weight", (width, width // 2, 2, 2)
        yield f"up{width}.up.bias", (width // 2,)
        yield from double_convolution(f"up{width}", width, width // 2)
    yield "maps.weight", (1, first_width, 1, 1)
    yield "maps.bias", (1,)


def double_convolution(name, before, after):
    for number, channels in enumerate((before, after)):
        yield f"{name}.{number}.weight", (after, channels, 3, 3)
        for part in ("bias", "norm.weight", "norm.bias", "norm.mean", "norm.variance"):
            yield f"{name}.{number}.{part}", (after,)
        yield f"{name}.{number}.norm.batches", ()


class NoData(DataLoader):
    def __init__(self, data_path, **kwargs):
        super().__init__(**kwargs)

    def get_feature_shape(self):
        return [1]

    def get_train_data_size(self):
        return 1

    def get_valid_data_size(self):
        return 1


class LargeModel(TaskRunner):
    def __init__(self, first_width, **kwargs):
        super().__init__(**kwargs)
        self.tensors = {name: np.zeros(shape, dtype=np.float32) for name, shape in shapes(first_width)}

    def train_task(self, col_name, round_num, input_tensor_dict, **kwargs):
        self.tensors = {name: input_tensor_dict[name] + np.float32(1) for name in self.tensors}
        model = {TensorKey(name, col_name, round_num, False, ("trained",)): value for name, value in self.tensors.items()}
        return {TensorKey("loss", col_name, round_num, True, ("metric",)): np.array(1.0), **model}, {}

    def validate_task(self, col_name, round_num, input_tensor_dict, apply, **kwargs):
        tags = ("metric", "validate_local" if apply == "local" else "validate_agg")
        value = float(np.mean(input_tensor_dict["maps.bias"]))
        return {TensorKey("accuracy", col_name, round_num, True, tags): np.array(value)}, {}

    def get_required_tensorkeys_for_function(self, func_name, apply="global", **kwargs):
        origin, tag = ("LOCAL", "trained") if apply == "local" else ("GLOBAL", "model")
        return [TensorKey(name, origin, 0, False, (tag,)) for name in self.tensors]

    def initialize_tensorkeys_for_functions(self, with_opt_vars=False):
        pass

    def reset_opt_vars(self):
        pass

    def get_tensor_dict(self, with_opt_vars=False):
        return self.tensors

    def set_tensor_dict(self, tensor_dict, with_opt_vars=False):
        self.tensors = dict(tensor_dict)
