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
    """Of all Python code in an image."""

    def __init__(self, paths):
        self.libraries, self.symbols = set(), set()
        for path in paths:
            with open(path, "rb") as file:
                text = file.read()
            if b".so" in text:
                self.libraries |= libraries(text)
            if any(word in text for word in FOREIGN):
                names = set(IDENTIFIER.findall(text))
                self.symbols |= names
                if b"find_library" in names:
                    self.libraries |= {b"lib" + name + b".so" for name in names}
