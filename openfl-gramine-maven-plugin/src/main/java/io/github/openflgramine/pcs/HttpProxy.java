package io.github.openflgramine.pcs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A proxy through which connections to services are made.
 *
 * @param direct hosts that are reached without it, as Maven writes them: separated by {@code |}, with {@code *} for any letters
 */
public record HttpProxy(String host, int port, String direct, Optional<Login> login) {

    /** Returns whether a host is reached through the proxy. */
    boolean isFor(String target) {
        String name = target.toLowerCase(Locale.ROOT);
        return Arrays.stream(direct.toLowerCase(Locale.ROOT).split("[|,]"))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .noneMatch(pattern -> matches(pattern, name));
    }

    private static boolean matches(String pattern, String name) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(name);
        }
        String start = pattern.substring(0, star);
        String rest = pattern.substring(star + 1);
        for (int at = star; name.startsWith(start) && at <= name.length(); at++) {
            if (matches(rest, name.substring(at))) {
                return true;
            }
        }
        return false;
    }
}
