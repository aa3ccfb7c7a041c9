"""A collaborator's tasks: translating character by character."""

import keras

from src.seeded import SeededTaskRunner


class TranslationTaskRunner(SeededTaskRunner):
    def __init__(self, data_loader, latent_dim=256, **kwargs):
        def make_model():
            return build_model(len(data_loader.input_alphabet), len(data_loader.target_alphabet), latent_dim)

        super().__init__(make_model, data_loader=data_loader, **kwargs)


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
