package io.github.openflgramine.files;

/** Which encodings a text may have: those of the program that reads it in the end. */
public enum TextRules {
    /** UTF-8, with or without a byte order mark. */
    UTF_8("UTF-8"),

    /**
     * A requirements file of pip ("Requirements File Format", section Encoding): a byte order mark of UTF-8, UTF-16 or UTF-32,
     * or the encoding that a comment in the first two lines names, else UTF-8.
     */
    PIP("UTF-8, UTF-16 with a byte order mark, or the encoding that a first line such as \"# coding: latin-1\" names"),

    /** Source code of Python (PEP 263): the encoding that a comment in the first two lines names, else UTF-8. */
    PYTHON("UTF-8, or the encoding that a first line such as \"# coding: latin-1\" names");

    private final String expected;

    TextRules(String expected) {
        this.expected = expected;
    }

    /** Returns the encodings in words. */
    String expected() {
        return expected;
    }
}
