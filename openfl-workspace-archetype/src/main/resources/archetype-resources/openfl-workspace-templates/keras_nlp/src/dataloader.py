"""Reads one collaborator's share of sentences and their translations."""

import numpy as np
from openfl.federated.data.loader_keras import KerasDataLoader

from openfl_gramine import dataset
from src.alphabet import Alphabet
from src.synthetic import make_sentences

# These enclose a translation. The decoder receives START first.
START, END = "\t", "\n"


class SentencesDataLoader(KerasDataLoader):
    """One shard: every n-th of the shuffled sentences; the last ones are kept for validation.

    data_path is the shard's number from plan/data.yaml. While the plan is initialised it is None, and no data is needed.
    All other arguments come from the plan. The alphabets define the shape of the model, so they are the same for everybody.
    """

    def __init__(
        self,
        data_path,
        source,
        input_alphabet,
        target_alphabet,
        input_length,
        target_length,
        collaborator_count,
        num_samples=10000,
        batch_size=64,
        validation_share=0.2,
        seed=0,
        **kwargs,
    ):
        super().__init__(batch_size, **kwargs)
        self.input_alphabet = Alphabet(input_alphabet, input_length)
        self.target_alphabet = Alphabet(START + END + target_alphabet, target_length)
        self.random = np.random.default_rng(seed)
        if data_path is None:
            return
        shard = dataset.parse_shard(data_path, collaborator_count)
        pairs = self.read_pairs(dataset.find(**source, make=make_sentences(source["name"], seed)), num_samples)
        train, valid = dataset.deal(pairs, shard, collaborator_count, validation_share, seed)
        self.X_train, self.y_train = self.encode(train)
        self.X_valid, self.y_valid = self.encode(valid)

    def read_pairs(self, path, count):
        """Returns the pairs of the first lines that are not too long, without characters that are not in the alphabets."""
        try:
            lines = dataset.read(path).decode("utf-8-sig").splitlines()[:count]
        except UnicodeDecodeError as error:
            raise dataset.DataError(f"{path} is not UTF-8 text: {error}.") from None
        pairs = []
        for number, line in enumerate(lines, start=1):
            columns = line.split("\t")
            if len(columns) < 2:
                raise dataset.DataError(f"{path} line {number}: expected a sentence, a tab character and its translation.")
            pair = self.input_alphabet.known(columns[0]), START + self.target_alphabet.known(columns[1]) + END
            if len(pair[0]) <= self.input_alphabet.length and len(pair[1]) <= self.target_alphabet.length:
                pairs.append(pair)
        return pairs

    def encode(self, pairs):
        """Returns sentences and translations (including START and END) with each character as its number in the alphabet."""
        sentences = np.stack([self.input_alphabet.encode(sentence) for sentence, _ in pairs])
        return sentences, np.stack([self.target_alphabet.encode(translation) for _, translation in pairs])

    def get_feature_shape(self):
        return [self.input_alphabet.length, len(self.input_alphabet)]

    def get_train_loader(self, batch_size=None, **kwargs):
        """Yields the training sentences once, in a new order each time."""
        return self.batches(self.X_train, self.y_train, self.random.permutation(len(self.X_train)), batch_size)

    def get_valid_loader(self, batch_size=None, **kwargs):
        return self.batches(self.X_valid, self.y_valid, np.arange(len(self.X_valid)), batch_size)

    def batches(self, sentences, translations, order, batch_size):
        """Yields ((sentence, translation so far), next character), each character one-hot encoded."""
        size = batch_size or self.batch_size
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            translation = self.target_alphabet.one_hot(translations[batch])
            yield (self.input_alphabet.one_hot(sentences[batch]), translation[:, :-1]), translation[:, 1:]
