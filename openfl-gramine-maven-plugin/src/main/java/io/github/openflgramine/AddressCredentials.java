package io.github.openflgramine;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Credentials in the addresses of a text: a password, or a user name for a scheme where it can be a token (RFC 3986,
 * section 3.2.1). A user name for SSH is no secret, nor is the name of a variable that pip replaces by its value.
 */
public final class AddressCredentials {

    /** Scheme, user information and host. As in RFC 3986, the last at sign before the path ends the user information. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]{0,20})://([^/?#\\s\"'<>]*)@([^/?#\\s\"'<>@]*)");

    private static final Pattern SSH = Pattern.compile("(?i)(?:.*\\+)?ssh");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z0-9_]+}");

    private AddressCredentials() {}

    /** Returns the text with {@code …} instead of the credentials of each address in it. */
    public static String hiddenIn(String text) {
        return ADDRESS.matcher(text)
                .replaceAll(address -> Matcher.quoteReplacement(isSecret(address) ? shown(address) : address.group()));
    }

    /** Returns the first address with credentials, in a form that can be shown: {@code https://…@pypi.example.org}. */
    public static Optional<String> shownIn(String text) {
        return ADDRESS.matcher(text)
                .results()
                .filter(AddressCredentials::isSecret)
                .map(AddressCredentials::shown)
                .findFirst();
    }

    private static boolean isSecret(MatchResult address) {
        String user = VARIABLE.matcher(address.group(2)).replaceAll("");
        boolean isName = SSH.matcher(address.group(1)).matches() && !user.contains(":");
        return !isName && !user.replace(":", "").isEmpty();
    }

    private static String shown(MatchResult address) {
        return address.group(1) + "://…@" + address.group(3);
    }
}
