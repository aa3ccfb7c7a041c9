package io.github.openflgramine.python;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A condition on the environment that a requirement is installed in (PEP 508, "Environment Markers"), judged for the
 * images that Gramine runs: CPython 3.10 to 3.12 on Linux with x86-64. What depends on anything else is open.
 */
final class Marker {

    private static final Pattern OR = Pattern.compile("\\bor\\b");
    private static final Pattern AND = Pattern.compile("\\band\\b");
    private static final Pattern OPERATOR = Pattern.compile("===|==|~=|!=|<=|>=|<|>|\\bin\\b|\\bnot\\b[ \\t]+in\\b");
    private static final Pattern LITERAL = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern VARIABLE =
            Pattern.compile("\\b(?:python_version|python_full_version|os[._]name|sys[._]platform|platform_release"
                    + "|platform_system|platform[._](?:version|machine|python_implementation)|python_implementation"
                    + "|implementation_(?:name|version)|extras?|dependency_groups)\\b");
    private static final Pattern BLANK_OR_PARENTHESIS = Pattern.compile("[ \\t]*\\(");

    private final List<Outcome> outcomes;

    private Marker(List<Outcome> outcomes) {
        this.outcomes = outcomes;
    }

    /** Parses a whole text. */
    static Marker parse(String text) {
        Cursor cursor = new Cursor(text);
        Marker marker = new Marker(or(cursor));
        if (!cursor.isAtEnd()) {
            throw cursor.expected("\"and\", \"or\" or the end");
        }
        return marker;
    }

    /** Returns whether the requirement is installed in one of these environments. */
    boolean mayApply() {
        return outcomes.stream().anyMatch(outcome -> outcome != Outcome.FALSE);
    }

    /** Returns whether the requirement is installed in all of these environments. */
    boolean mustApply() {
        return outcomes.stream().allMatch(outcome -> outcome == Outcome.TRUE);
    }

    private static List<Outcome> or(Cursor text) {
        List<Outcome> outcomes = and(text);
        while (text.take(OR).isPresent()) {
            outcomes = Outcome.or(outcomes, and(text));
        }
        return outcomes;
    }

    private static List<Outcome> and(Cursor text) {
        List<Outcome> outcomes = atom(text);
        while (text.take(AND).isPresent()) {
            outcomes = Outcome.and(outcomes, atom(text));
        }
        return outcomes;
    }

    private static List<Outcome> atom(Cursor text) {
        List<Outcome> outcomes;
        if (text.take(BLANK_OR_PARENTHESIS).isPresent()) {
            outcomes = or(text);
            if (!text.take(')')) {
                throw text.expected(")");
            }
        } else {
            String left = value(text);
            String operator = text.take(OPERATOR)
                    .orElseThrow(() -> text.expected("an operator such as =="))
                    .replaceAll("[ \\t]+", " ");
            outcomes = Outcome.of(left, operator, value(text));
        }
        text.takeBlanks();
        return outcomes;
    }

    /** Reads a variable's name, or a literal with its quotation marks. */
    private static String value(Cursor text) {
        text.takeBlanks();
        String value = text.take(VARIABLE)
                .or(() -> text.take(LITERAL))
                .orElseThrow(() -> text.expected("a variable such as python_version, or a text in quotation marks,"));
        text.takeBlanks();
        return value;
    }
}
