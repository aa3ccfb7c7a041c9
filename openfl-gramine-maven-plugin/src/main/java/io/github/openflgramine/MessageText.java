package io.github.openflgramine;

/**
 * Text that may contain a user's input, made fit for messages: nothing in it is invisible, nothing changes what a
 * terminal shows around it, and no address has a password.
 */
public final class MessageText {

    private MessageText() {}

    /** Returns the text with invisible characters as {@code \\uXXXX} and without the credentials of addresses. */
    public static String of(String text) {
        return visible(AddressCredentials.hiddenIn(text));
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
