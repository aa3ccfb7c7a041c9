package io.github.openflgramine.python;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether a comparison of a marker holds. Lists have one outcome for each version of Python that OpenFL runs with. */
enum Outcome {
    FALSE,
    OPEN,
    TRUE;

    private static final List<Integer> MINORS = List.of(10, 11, 12);

    private static final Map<String, String> LINUX = Map.of(
            "os_name", "posix",
            "sys_platform", "linux",
            "platform_system", "Linux",
            "platform_machine", "x86_64",
            "platform_python_implementation", "CPython",
            "python_implementation", "CPython",
            "implementation_name", "cpython");

    private static final Map<String, String> MIRRORED = Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=");

    /** Compares two values. Each is a variable's name, or a literal in its quotation marks. */
    static List<Outcome> of(String left, String operator, String right) {
        return MINORS.stream().map(minor -> of(left, operator, right, minor)).toList();
    }

    static List<Outcome> or(List<Outcome> left, List<Outcome> right) {
        return IntStream.range(0, left.size())
                .mapToObj(i -> left.get(i).compareTo(right.get(i)) > 0 ? left.get(i) : right.get(i))
                .toList();
    }

    static List<Outcome> and(List<Outcome> left, List<Outcome> right) {
        return IntStream.range(0, left.size())
                .mapToObj(i -> left.get(i).compareTo(right.get(i)) < 0 ? left.get(i) : right.get(i))
                .toList();
    }

    private static Outcome of(String left, String operator, String right, int minor) {
        boolean isMembership = operator.endsWith("in");
        if (isVersion(left) && isLiteral(right) && !isMembership) {
            return ofVersion(left, operator, literal(right), minor);
        }
        if (isVersion(right) && isLiteral(left) && !isMembership) {
            return operator.equals("~=")
                    ? OPEN
                    : ofVersion(right, MIRRORED.getOrDefault(operator, operator), literal(left), minor);
        }
        Optional<String> one = text(left, minor);
        Optional<String> other = text(right, minor);
        if (one.isEmpty() || other.isEmpty()) {
            return OPEN;
        }
        return switch (operator) {
            case "==", "===" -> of(one.get().equals(other.get()));
            case "!=" -> of(!one.get().equals(other.get()));
            case "in" -> of(other.get().contains(one.get()));
            case "not in" -> of(!other.get().contains(one.get()));
            default -> OPEN;
        };
    }

    /** Compares Python's version. The third number of the full version is not known. */
    private static Outcome ofVersion(String variable, String operator, String literal, int minor) {
        Optional<PythonRelease> release = PythonRelease.parse(literal);
        boolean isShort = variable.equals("python_version");
        return release.isPresent() && (isShort || release.get().isDecidedByMinor(minor))
                ? release.get().compare(3, minor, operator)
                : OPEN;
    }

    static Outcome of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    private static boolean isVersion(String value) {
        return value.equals("python_version")
                || value.equals("python_full_version")
                || value.equals("implementation_version");
    }

    private static boolean isLiteral(String value) {
        return value.startsWith("'") || value.startsWith("\"");
    }

    private static String literal(String value) {
        return value.substring(1, value.length() - 1);
    }

    private static Optional<String> text(String value, int minor) {
        if (isLiteral(value)) {
            return Optional.of(literal(value));
        }
        return value.equals("python_version")
                ? Optional.of("3." + minor)
                : Optional.ofNullable(LINUX.get(value.replace('.', '_')));
    }
}
