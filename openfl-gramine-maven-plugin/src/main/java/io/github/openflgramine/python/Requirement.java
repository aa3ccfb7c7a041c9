package io.github.openflgramine.python;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a requirements file (pip's format, PEP 508) that names a package.
 *
 * @param extras the extras with their brackets, such as {@code [cpu]}; empty if there are none
 * @param versions the accepted versions (PEP 440), such as {@code >=1,<3}, or {@code @} and an address; as written,
 *     without options, marker and comment
 */
public record Requirement(PythonName name, String extras, String versions) {

    private static final Pattern LINE = Pattern.compile(
            "\\s*([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(\\[[^]]*])?((?:[\\s<>=!~@(][^;#]*?)?)(\\s--.*)?(\\s*[;#].*)?");

    /** Parses a line. Returns empty for a line without a name: an option, only an address or path, or a comment. */
    public static Optional<Requirement> parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String extras = Optional.ofNullable(parts.group(2)).orElse("");
        return Optional.of(new Requirement(new PythonName(parts.group(1)), extras, parts.group(3)));
    }
}
