package io.github.openflgramine.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The versions that a requirement accepts (PEP 440, "Version specifiers").
 *
 * @param clauses the clauses without blanks, such as {@code >=1} and {@code <3}; all of them apply
 */
public record VersionSpecifiers(List<String> clauses) {

    private static final String RELEASE = "v?(?:[0-9]+!)?[0-9]+(?:\\.[0-9]+)*";
    private static final String SUFFIXES = "(?:[-_.]?(?:alpha|beta|preview|pre|a|b|c|rc)[-_.]?[0-9]*)?"
            + "(?:-[0-9]+|[-_.]?(?:post|rev|r)[-_.]?[0-9]*)?(?:[-_.]?dev[-_.]?[0-9]*)?";
    private static final String LOCAL = "(?:\\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?";
    private static final String BLANKS = PythonText.BLANK + "*";

    /**
     * {@code ===} compares text, so anything may follow. {@code ~=} needs two numbers. A wildcard or local version behind another
     * operator is refused by pip 24.1 and newer, and taken by the older ones of Debian.
     */
    private static final Pattern CLAUSE = Pattern.compile(
            BLANKS + "(?:===" + BLANKS + "(?:(?!" + PythonText.BLANK + ")[^;)])*"
                    + "|(?:==|!=)" + BLANKS + RELEASE + "(?:\\.\\*|" + SUFFIXES + LOCAL + ")"
                    + "|~=" + BLANKS + "v?(?:[0-9]+!)?[0-9]+(?:\\.[0-9]+)+" + SUFFIXES
                    + "|(?:<=|>=|<|>)" + BLANKS + RELEASE + "(?:\\.\\*|" + SUFFIXES + LOCAL + "))" + BLANKS,
            Pattern.CASE_INSENSITIVE);

    private static final Pattern VERSION = Pattern.compile(RELEASE + SUFFIXES + LOCAL, Pattern.CASE_INSENSITIVE);

    /** Accepts any version. */
    static final VersionSpecifiers ANY = new VersionSpecifiers(List.of());

    public VersionSpecifiers {
        clauses = List.copyOf(clauses);
    }

    /** Reads clauses with commas between them; none if no operator is next. */
    static VersionSpecifiers read(Cursor text) {
        List<String> clauses = new ArrayList<>();
        Optional<String> clause = text.take(CLAUSE);
        while (clause.isPresent()) {
            for (String part : clause.get().split(",", -1)) {
                if (PythonText.strip(part).isEmpty()) {
                    continue;
                }
                if (!CLAUSE.matcher(part).matches()) {
                    throw new Mistake("has " + part + " where a version such as ==1.0 is expected");
                }
                clauses.add(part.replaceAll(PythonText.BLANK, ""));
            }
            text.takeBlanks();
            if (!text.take(',')) {
                break;
            }
            text.takeBlanks();
            clause = text.take(CLAUSE);
        }
        return new VersionSpecifiers(clauses);
    }

    /** Returns whether a text is a version. */
    static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /** Returns whether one version alone is accepted: by {@code ==} without a wildcard, or by {@code ===}. */
    public boolean isExact() {
        return exact().isPresent();
    }

    /** Returns the one version that is accepted, as written. */
    public Optional<String> exact() {
        return clauses.stream()
                .filter(clause -> clause.startsWith("==") && !clause.contains("*"))
                .map(clause -> clause.replaceFirst("^===?", ""))
                .filter(version -> !version.isEmpty())
                .findFirst();
    }

    /** Returns the clauses as in a requirement. */
    @Override
    public String toString() {
        return String.join(",", clauses);
    }
}
