package io.github.openflgramine;

import java.util.regex.Pattern;

/**
 * Text that may contain a user's input, made fit for messages: nothing in it is invisible, nothing changes what a
 * terminal shows around it, and no address has a password.
 */
public final class MessageText {

    /**
     * User name and password, or a token instead of both, in an address (RFC 3986, section 3.2.1). As in RFC 3986, the
     * last at sign before the path ends them.
     */
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*://)[^/?#\\s\"'<>]*@");

    /** The user that Git's servers expect; it is no secret. */
    private static final Pattern SSH_USER = Pattern.compile("(?i)(git\\+)?ssh://[^:@/]*@");

    private MessageText() {}

    /** Returns the text with invisible characters as {@code \\uXXXX} and without the credentials of addresses. */
    public static String of(String text) {
        return visible(withoutCredentials(text));
    }

    /** Returns the text with {@code …} instead of the credentials of each address in it. */
    public static String withoutCredentials(String text) {
        return CREDENTIALS
                .matcher(text)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        SSH_USER.matcher(found.group()).matches() ? found.group() : found.group(1) + "…@"));
    }

    private static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isVisible(point)) {
                shown.appendCodePoint(point);
            } else {
                for (char unit : Character.toChars(point)) {
                    shown.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        });
        return shown.toString();
    }

    /** Returns whether a character is seen as itself. Line ends and tabs structure messages. */
    private static boolean isVisible(int point) {
        if (point == ' ' || point == '\n' || point == '\t') {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
