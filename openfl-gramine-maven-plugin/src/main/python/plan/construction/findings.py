"""What is wrong with a plan, in the order in which it was found."""

import traceback
from pathlib import Path


class Findings:
    def __init__(self):
        self.entries = []

    def error(self, keys, problem, remedy):
        self._add(keys, problem, remedy, True)

    def remark(self, keys, problem, remedy):
        self._add(keys, problem, remedy, False)

    def _add(self, keys, problem, remedy, is_error):
        entry = {"keys": [str(key) for key in keys], "problem": printable(problem), "remedy": printable(remedy), "error": is_error}
        if entry not in self.entries:
            self.entries.append(entry)


def told(error):
    """An exception in one line, with the place in the workspace's code that raised it."""
    message = printable(error).strip() or type(error).__name__
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if is_of_workspace(frame.filename)]
    place = f" ({Path(places[-1].filename).resolve().relative_to(Path.cwd())} line {places[-1].lineno})" if places else ""
    return f"{type(error).__name__}: {message}{place}"


def is_of_workspace(file):
    return Path(file).resolve().is_relative_to(Path.cwd() / "src")


def printable(text):
    """On one line, and not longer than a terminal shows."""
    text = " ".join(str(text).split())
    text = text if text.isprintable() else ascii(text)[1:-1]
    return text if len(text) <= 600 else text[:600] + "…"
