package io.github.openflgramine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names under which an aggregator can be reached and certified: host names (RFC 952; RFC 1123, 2.1) and IPv4 addresses.
 */
public final class HostName {

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern LOOKS_LIKE_IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+)*");
    private static final int LONGEST = 253;

    /** What is wrong with a name, by its form; the first that matches is meant. */
    private static final List<Map.Entry<Pattern, String>> PROBLEMS = List.of(
            problem("", "is empty"),
            problem("[a-z][a-z0-9+.-]*://.*", "has a scheme"),
            problem(".*[\\s\\p{Cc}\\p{Cf}].*", "has a blank"),
            problem("\\[.*\\].*|[0-9a-f]*:[0-9a-f]*:.*", "is an IPv6 address"),
            problem("[^/]*:[0-9]*", "has a port"),
            problem(".*[/?#@].*", "is a part of a URL"),
            problem(".*_.*", "has an underscore"),
            problem(".*\\.", "ends with a dot"),
            problem(".{" + (LONGEST + 1) + ",}", "has more than " + LONGEST + " characters"),
            problem("[0-9.]*", "is a number"));

    private HostName() {}

    /** Returns whether this is a host name or an IPv4 address, in any case. */
    public static boolean isValid(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        return LOOKS_LIKE_IPV4.matcher(name).matches()
                ? isIpv4(name)
                : name.length() <= LONGEST && HOST.matcher(name).matches();
    }

    public static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    /** Returns what keeps a text from being valid, as a verb and its object: {@code "has a port"}. */
    public static Optional<String> problem(String text) {
        if (isValid(text)) {
            return Optional.empty();
        }
        String name = text.toLowerCase(Locale.ROOT);
        return Optional.of(PROBLEMS.stream()
                .filter(problem -> problem.getKey().matcher(name).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("is not a host name"));
    }

    private static Map.Entry<Pattern, String> problem(String form, String problem) {
        return Map.entry(Pattern.compile(form, Pattern.DOTALL), problem);
    }
}
