"""Makes up sentences in the format of the published text, to try the workspace without it (source.synthetic in plan/plan.yaml)."""

import random

SUBJECTS = {"I": "Je", "We": "Nous", "They": "Ils", "You": "Vous"}
VERBS = {"see": "vois", "hear": "entends", "like": "aime", "want": "veux"}
THINGS = {"bread": "du pain", "water": "de l'eau", "music": "la musique", "Paris": "Paris", "snow": "la neige"}


def make_sentences(name, seed):
    """Returns a function of a number of lines. A sentence is translated word by word, so the French is not always right."""

    def make(count):
        chosen = random.Random(seed)
        lines = []
        for _ in range(count):
            words = [chosen.choice(list(words.items())) for words in (SUBJECTS, VERBS, THINGS)]
            lines.append(f"{' '.join(word for word, _ in words)}.\t{' '.join(word for _, word in words)}.\tmade up\n")
        yield name, "".join(lines).encode()

    return make
