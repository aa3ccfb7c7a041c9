package io.github.openflgramine.secrets;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** User names and passwords in addresses (RFC 3986, 3.2.1). */
public final class AddressCredentials {

    private static final Pattern USER_INFO = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^\\s/?#]*)@([^\\s/?#@]*)");

    /** A variable of the environment in a requirements file, which pip replaces by its value. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z0-9_]+}");

    private AddressCredentials() {}

    /**
     * Returns the first address with a password, or with a user name for a scheme where that can be a token, in a form that
     * can be shown: {@code https://…@pypi.example.org}. A user name for SSH is no secret, nor is a variable's name.
     */
    public static Optional<String> shownIn(String text) {
        Matcher address = USER_INFO.matcher(text);
        while (address.find()) {
            boolean ssh = address.group(1).matches("(?i)(?:.*\\+)?ssh");
            String user = VARIABLE.matcher(address.group(2)).replaceAll("");
            if (!user.replace(":", "").isEmpty() && (!ssh || user.contains(":"))) {
                return Optional.of(address.group(1) + "://…@" + address.group(3));
            }
        }
        return Optional.empty();
    }
}
