"""A collaborator's tasks: recognising handwritten digits."""

import keras

from src.seeded import SeededTaskRunner


class MnistTaskRunner(SeededTaskRunner):
    def __init__(self, data_loader, learning_rate=0.001, **kwargs):
        def make_model():
            return build_model(data_loader.image_size, data_loader.get_num_classes(), learning_rate)

        super().__init__(make_model, data_loader=data_loader, **kwargs)


def build_model(image_size, classes, learning_rate):
    """Builds two convolutions, each followed by pooling, and two dense layers.

    The layers have names because these become the names of the exchanged tensors.
    """
    images = keras.Input((image_size, image_size, 1), name="images")
    features = images
    for name, channels in (("first", 16), ("second", 32)):
        features = keras.layers.Conv2D(channels, 3, padding="same", activation="relu", name=name)(features)
        features = keras.layers.MaxPooling2D(name=f"{name}_pooled")(features)
    hidden = keras.layers.Dense(64, activation="relu", name="hidden")(keras.layers.Flatten(name="flat")(features))
    scores = keras.layers.Dense(classes, activation="softmax", name="scores")(hidden)
    model = keras.Model(images, scores)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
