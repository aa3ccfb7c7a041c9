"""The common base class of the Keras task runners."""

import keras
from openfl.federated.task.runner_keras import KerasTaskRunner

if keras.backend.backend() == "tensorflow":
    import tensorflow

    # Sum in a fixed order, so that the same data and plan give the same curve.
    tensorflow.config.experimental.enable_op_determinism()


class SeededTaskRunner(KerasTaskRunner):
    """Training and validation are OpenFL's own (KerasTaskRunner). They report the loss and metrics of the compiled model.

    make_model has no arguments and returns a compiled keras.Model, whose initial weights depend on the plan's seed.
    """

    def __init__(self, make_model, seed=0, **kwargs):
        super().__init__(**kwargs)
        keras.utils.set_random_seed(seed)
        self.model = make_model()
        self.initialize_tensorkeys_for_functions()

    def reset_opt_vars(self):
        """Resets the optimizer's state before each task (the plan's opt_treatment RESET)."""
        for variable in self.model.optimizer.variables:
            if variable.name != "learning_rate":
                variable.assign(keras.ops.zeros_like(variable))
