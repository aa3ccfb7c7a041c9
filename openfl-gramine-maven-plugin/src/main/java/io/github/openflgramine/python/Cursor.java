package io.github.openflgramine.python;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text that is read from its begin to its end, token by token. */
final class Cursor {

    private static final Pattern BLANKS = Pattern.compile("[ \\t]*");
    private static final int SHOWN = 20;

    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    /** Reads a token if it is next. */
    Optional<String> take(Pattern token) {
        Matcher found = token.matcher(text)
                .region(at, text.length())
                .useTransparentBounds(true)
                .useAnchoringBounds(false);
        if (!found.lookingAt()) {
            return Optional.empty();
        }
        at = found.end();
        return Optional.of(found.group());
    }

    /** Reads this character if it is next. */
    boolean take(char token) {
        boolean isNext = at < text.length() && text.charAt(at) == token;
        at += isNext ? 1 : 0;
        return isNext;
    }

    /** Reads blanks and tabs, and returns whether there were any. */
    boolean takeBlanks() {
        return !take(BLANKS).orElse("").isEmpty();
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    /** Returns a mistake at the next character. */
    Mistake expected(String what) {
        String rest = text.substring(at);
        return new Mistake("has "
                + (rest.isEmpty() ? "nothing more" : rest.length() > SHOWN ? rest.substring(0, SHOWN) + "…" : rest)
                + " where " + what + " is expected");
    }
}
