from src.alphabet import Alphabet
from src.dataloader import SentencesDataLoader
from support import DataFolderTest


def loader(shard, **settings):
    given = dict(
        source={"name": "fra.txt", "archive": "fra-eng.zip"},
        input_alphabet=" .GIabcgo",
        target_alphabet=" !Vaj\xe9\u202f",
        input_length=5,
        target_length=8,
        collaborator_count=1,
        validation_share=0.5,
        batch_size=2,
    )
    return SentencesDataLoader(shard, **{**given, **settings})


class SentencesDataLoaderTest(DataFolderTest):
    def test_a_batch_is_a_sentence_its_translation_and_the_same_one_character_on(self):
        self.zip("fra-eng.zip", {"fra.txt": "Go.\tVa\u202f!\torigin\nI go.\tJ\xe9 va\torigin\n".encode()})
        (sentences, so_far), following = next(loader("1").get_train_loader())
        self.assertEqual((sentences.shape, so_far.shape, following.shape), ((1, 5, 9), (1, 7, 9), (1, 7, 9)))
        self.assertTrue((so_far[:, 1:] == following[:, :-1]).all())
        # A translation begins with the first character of the alphabet, a tab.
        self.assertEqual(so_far[0, 0].argmax(), 0)

    def test_characters_that_the_plan_lacks_are_left_out_and_long_sentences_too(self):
        self.put("fra.txt", "Go!?.\tVa\nabcabc\tV\n  go\tVaVaVaVa\n\ufeffgo\tV\u00f8a\n".encode())
        pairs = loader("1", validation_share=0.5).read_pairs(self.data / "fra.txt", 10)
        self.assertEqual(pairs, [("Go.", "\tVa\n"), ("go", "\tVa\n")])

    def test_no_more_lines_are_read_than_the_plan_says(self):
        self.put("fra.txt", b"Go.\tVa\n" * 9)
        each = loader("1", num_samples=4)
        self.assertEqual((each.get_train_data_size(), each.get_valid_data_size()), (2, 2))

    def test_each_mistake_is_one_line(self):
        self.put("fra.txt", b"Go.\tVa\nGo.\n")
        self.assert_one_line("data/fra.txt line 2: expected a sentence, a tab character", loader, "1")
        self.put("fra.txt", b"Go.\tV\xe9\n")
        self.assert_one_line("data/fra.txt is not UTF-8 text", loader, "1")
        self.put("fra.txt", b"Go.\tVa\n")
        self.assert_one_line("Shard 2 gets 0 of 1 items: too few", loader, "2", collaborator_count=2)

    def test_shapes_are_known_without_data(self):
        self.assertEqual(loader(None).get_feature_shape(), [5, 9])

    def test_an_alphabet_without_a_blank_or_with_a_character_twice_is_refused(self):
        for wrong in ("abc", " abca"):
            with self.assertRaises(ValueError):
                Alphabet(wrong, 5)
