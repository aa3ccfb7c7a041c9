"""A collaborator's tasks: translating character by character."""

import keras
from openfl.federated.task.runner_keras import KerasTaskRunner

if keras.backend.backend() == "tensorflow":
    import tensorflow

    # Sum in a fixed order, so that the same data and plan give the same curve.
    tensorflow.config.experimental.enable_op_determinism()


class TranslationTaskRunner(KerasTaskRunner):
    """Training and validation are OpenFL's own (KerasTaskRunner). They report the loss and metrics of the compiled model."""

    def __init__(self, latent_dim=256, seed=0, **kwargs):
        super().__init__(**kwargs)
        keras.utils.set_random_seed(seed)
        self.model = build_model(
            len(self.data_loader.input_alphabet), len(self.data_loader.target_alphabet), latent_dim
        )
        self.initialize_tensorkeys_for_functions()

    def reset_opt_vars(self):
        """Resets the optimizer's state before each task (the plan's opt_treatment RESET)."""
        for variable in self.model.optimizer.variables:
            if variable.name != "learning_rate":
                variable.assign(keras.ops.zeros_like(variable))


def build_model(input_characters, target_characters, latent_dim):
    """Builds an encoder that reads the sentence, and a decoder that starts from the encoder's final state.

    The layers have names because these become the names of the exchanged tensors.
    """
    sentence = keras.Input((None, input_characters), name="sentence")
    so_far = keras.Input((None, target_characters), name="translation_so_far")
    _, *memory = keras.layers.LSTM(latent_dim, return_state=True, name="encoder")(sentence)
    decoded = keras.layers.LSTM(latent_dim, return_sequences=True, name="decoder")(so_far, initial_state=memory)
    following = keras.layers.Dense(target_characters, activation="softmax", name="next_character")(decoded)
    model = keras.Model([sentence, so_far], following)
    model.compile(optimizer=keras.optimizers.RMSprop(), loss="categorical_crossentropy", metrics=["accuracy"])
    return model
