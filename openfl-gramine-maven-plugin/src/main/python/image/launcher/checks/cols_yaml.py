"""plan/cols.yaml is the one YAML file of the host. It lists names, so nothing of YAML is accepted but lists of words.

Tags can name what a loader constructs, depth can exhaust its stack, merge keys can make a short text huge. An alias alone
cannot: the loader refers to the same list again.
"""

from pathlib import Path

from .. import mounted
from ..mistake import Mistake
from .certificate import NAME

FILE = Path("plan/cols.yaml")
LIMIT = 1 << 20
DEEPEST = 2  # a list in a mapping
LONGEST = 64  # of a certificate's common name (RFC 5280, ub-common-name)
EXPECTED = "expected the lines 'collaborators:' and '- NAME' for each collaborator. Write it so."


def require_names(start):
    if start.is_collaborator:
        return
    text = mounted.text(start, FILE, LIMIT, "Mount the federation's list of collaborators.")
    document = parse(text)
    names = document.get("collaborators") if isinstance(document, dict) else None
    if not isinstance(names, list):
        raise Mistake(f"{FILE} has no list of collaborators; {EXPECTED}")
    if not names:
        raise Mistake(f"{FILE} lists nobody, and the aggregator serves only whom it lists. Certify the collaborators first.")
    for name in names:
        if isinstance(name, (list, dict)):
            raise Mistake(f"{FILE} lists another list or a mapping; {EXPECTED}")
        if not isinstance(name, str):
            raise Mistake(f"{FILE} lists {name!r}, which is not text in YAML; expected a name. Write it in quotes.")
        if not NAME.fullmatch(name):
            raise Mistake(f"{FILE} lists the name {name!r}; allowed are letters, digits and . _ -")


def parse(text):
    import yaml

    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            require_plain(event, depth)
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        raise Mistake(f"{FILE} is not YAML: {error.problem}{at(error.problem_mark)}; {EXPECTED}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise Mistake(f"{FILE} is not YAML; {EXPECTED}") from error


def require_plain(event, depth):
    if getattr(event, "tag", None) is not None:
        raise Mistake(f"{FILE} has a tag{at(event.start_mark)}; {EXPECTED}")
    if getattr(event, "value", None) == "<<":
        raise Mistake(f"{FILE} has a merge key{at(event.start_mark)}; {EXPECTED}")
    if depth > DEEPEST:
        raise Mistake(f"{FILE} is nested too deeply{at(event.start_mark)}; {EXPECTED}")
    if len(getattr(event, "value", "")) > LONGEST:
        raise Mistake(f"{FILE} has a word of more than {LONGEST} characters{at(event.start_mark)}; {EXPECTED}")


def at(mark):
    return f" in line {mark.line + 1}" if mark else ""
