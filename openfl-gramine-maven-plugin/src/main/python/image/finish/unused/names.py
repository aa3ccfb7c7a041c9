"""Names in the code: of libraries that it may open itself (dlopen), and of symbols that it may look up itself (dlsym)."""

import re

SUFFIX = re.compile(rb"\.so(?![A-Za-z0-9_])")
LIBRARY = re.compile(rb"[A-Za-z0-9_+.-]+\Z")
IDENTIFIER = re.compile(rb"[A-Za-z_][A-Za-z0-9_]*")
LONGEST = 255
LOADS = {b"dlsym", b"dlvsym"}
# How Python code gets at a library's functions.
FOREIGN = (b"ctypes", b"cffi", b"dlopen")


def libraries(text):
    """libz.so, also of libz.so.1."""
    found = set()
    for suffix in SUFFIX.finditer(text):
        if name := LIBRARY.search(text[max(0, suffix.start() - LONGEST) : suffix.start()]):
            found.add(name[0] + b".so")
    return found


def looked_up(found):
    """Texts of an object that may be names of symbols, if it can look up symbols by name."""
    return set(found.text().split(b"\0")) if any(name in LOADS for name, _, _ in found.references) else set()


class PythonNames:
    """Of all Python code in an image: {name: the first file that has it}."""

    def __init__(self, paths):
        self.libraries, self.symbols = {}, {}
        for path in paths:
            with open(path, "rb") as file:
                text = file.read()
            found = libraries(text) if b".so" in text else set()
            if any(word in text for word in FOREIGN):
                names = set(IDENTIFIER.findall(text))
                _add(self.symbols, names, path)
                if b"find_library" in names:
                    found |= {b"lib" + name + b".so" for name in names}
            _add(self.libraries, found, path)


def _add(places, names, path):
    for name in names:
        places.setdefault(name, path)
