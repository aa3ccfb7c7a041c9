"""Encodes text as numbers."""

import numpy as np


class Alphabet:
    """The characters that a model knows, in a fixed order, and the length to which texts are padded with spaces."""

    def __init__(self, characters, length):
        if " " not in characters or len(set(characters)) != len(characters):
            raise ValueError(f"the plan's alphabet must contain a space, and no character twice: {characters!r}")
        self.numbers = {character: number for number, character in enumerate(characters)}
        self.length = length
        self.ones = np.eye(len(characters), dtype=np.float32)

    def __len__(self):
        return len(self.numbers)

    def known(self, text):
        """Returns the text without the characters that are not in the alphabet."""
        return "".join(character for character in text if character in self.numbers)

    def encode(self, text):
        return np.array([self.numbers[character] for character in text.ljust(self.length)], dtype=np.uint8)

    def one_hot(self, codes):
        return self.ones[codes]
