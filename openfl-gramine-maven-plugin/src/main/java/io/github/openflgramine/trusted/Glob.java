package io.github.openflgramine.trusted;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for paths. {@code *} and {@code ?} match anything except a slash, {@code **} matches anything, {@code
 * [0-9]} matches one of these characters, {@code {a,b}} matches a or b, and <code>${name}</code> stands for a path
 * that depends on the image. A pattern that matches a directory matches everything in it.
 */
final class Glob {

    /** The name of the Python program's path. */
    static final String INTERPRETER = "interpreter";

    /** The name of each directory of Python's {@code sys.path}. */
    static final String PYTHON = "python";

    private static final Set<String> NAMES = Set.of(INTERPRETER, PYTHON);
    private static final Pattern NAME = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern ONE_OF = Pattern.compile("\\[[0-9A-Za-z_.-]+]");

    private final String text;
    private final StringBuilder regex = new StringBuilder();
    private int at;
    private boolean inBraces;

    private Glob(String text) {
        this.text = text;
    }

    /**
     * Returns the glob as a regular expression for a whole path. It uses only syntax that Java and Python share. Names
     * are still written as <code>${name}</code>, which cannot result from anything else.
     *
     * @throws IllegalArgumentException with the mistake, if the glob is invalid
     */
    static String regex(String text) {
        if (!text.startsWith("/") && !text.startsWith("${")) {
            throw new IllegalArgumentException("a path begins with a slash, or with ${python}");
        }
        if (text.endsWith("/")) {
            throw new IllegalArgumentException("a path does not end in a slash: a directory means everything below it");
        }
        Glob glob = new Glob(text);
        while (glob.at < text.length()) {
            glob.next();
        }
        if (glob.inBraces) {
            throw new IllegalArgumentException("a brace is not closed");
        }
        return glob.regex.append("(?:/.*)?").toString();
    }

    /**
     * Returns the expression for one image.
     *
     * @param names for each name, the expression it stands for
     */
    static String in(Map<String, String> names, String regex) {
        return NAME.matcher(regex).replaceAll(name -> Matcher.quoteReplacement(names.get(name.group(1))));
    }

    /** Returns an expression that matches exactly this text. */
    static String quote(String text) {
        return text.replaceAll("[^0-9A-Za-z/_\\x{80}-\\x{10ffff}]", "\\\\$0");
    }

    private void next() {
        if (text.startsWith("${", at)) {
            name();
        } else if (text.startsWith("**/", at)) {
            put("(?:.*/)?", 3);
        } else if (text.startsWith("**", at)) {
            put(".*", 2);
        } else {
            switch (text.charAt(at)) {
                case '*' -> put("[^/]*", 1);
                case '?' -> put("[^/]", 1);
                case '[' -> oneOf();
                case '{' -> open();
                case ',' -> comma();
                case '}' -> close();
                default -> itself();
            }
        }
    }

    /** Appends the expression for a special character of the glob. */
    private void put(String expression, int length) {
        regex.append(expression);
        at += length;
    }

    private void itself() {
        int length = Character.charCount(text.codePointAt(at));
        regex.append(quote(text.substring(at, at + length)));
        at += length;
    }

    private void comma() {
        if (inBraces) {
            put("|", 1);
        } else {
            itself();
        }
    }

    private void name() {
        Matcher name = NAME.matcher(text).region(at, text.length());
        if (!name.lookingAt() || !NAMES.contains(name.group(1))) {
            throw new IllegalArgumentException("there are only ${interpreter} and ${python}");
        }
        put(name.group(), name.group().length());
    }

    private void oneOf() {
        Matcher set = ONE_OF.matcher(text).region(at, text.length());
        if (!set.lookingAt() || !isSound(set.group())) {
            throw new IllegalArgumentException("a bracket holds letters, digits and . _ -");
        }
        put(set.group(), set.group().length());
    }

    /** Returns whether the set is valid; a reversed range is not. */
    private static boolean isSound(String set) {
        try {
            Pattern.compile(set);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private void open() {
        if (inBraces) {
            throw new IllegalArgumentException("braces cannot be nested");
        }
        inBraces = true;
        put("(?:", 1);
    }

    private void close() {
        if (!inBraces) {
            throw new IllegalArgumentException("a closing brace has no opening brace");
        }
        inBraces = false;
        put(")", 1);
    }
}
