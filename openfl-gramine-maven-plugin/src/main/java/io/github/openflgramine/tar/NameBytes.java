package io.github.openflgramine.tar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Converts file names between bytes and strings without loss. Linux names are bytes without an encoding. Valid UTF-8
 * is decoded; any other byte becomes the lone surrogate U+DC00 + byte. Python uses the same conversion (PEP 383), so
 * names compare as in Gramine's own tools.
 */
public final class NameBytes {

    /** The low byte is zero, so the low byte of an escape is the original byte. */
    private static final int ESCAPE = 0xdc00;

    private NameBytes() {}

    public static String decode(byte[] bytes) {
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        StringBuilder text = new StringBuilder(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            int length = sequenceLength(bytes, at);
            if (length == 0) {
                text.append((char) (ESCAPE + (bytes[at] & 0xff)));
                at++;
            } else {
                text.appendCodePoint(codePoint(bytes, at, length));
                at += length;
            }
        }
        return text.toString();
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    public static byte[] encode(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(name.length() + 16);
        int from = 0;
        for (int at = 0; at < name.length(); at++) {
            if (isEscapeAt(name, at)) {
                bytes.writeBytes(name.substring(from, at).getBytes(StandardCharsets.UTF_8));
                bytes.write(name.charAt(at));
                from = at + 1;
            }
        }
        bytes.writeBytes(name.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    public static boolean isUtf8(String name) {
        for (int at = 0; at < name.length(); at++) {
            if (isEscapeAt(name, at)) {
                return false;
            }
        }
        return true;
    }

    /** Returns a name for messages. Bytes that are not UTF-8 and control characters are written as {@code \xNN}. */
    public static String printable(String name) {
        StringBuilder text = new StringBuilder(name.length());
        name.codePoints().forEach(codePoint -> {
            if (isEscape(codePoint) || Character.isISOControl(codePoint)) {
                text.append("\\x").append(HexFormat.of().toHexDigits((byte) codePoint));
            } else if (codePoint == '\\') {
                text.append("\\\\");
            } else {
                text.appendCodePoint(codePoint);
            }
        });
        return text.toString();
    }

    /** A surrogate after the first half of a pair is its second half, not an escape. */
    private static boolean isEscapeAt(String name, int at) {
        return isEscape(name.charAt(at)) && (at == 0 || !Character.isHighSurrogate(name.charAt(at - 1)));
    }

    private static boolean isEscape(int codePoint) {
        return codePoint >= ESCAPE + 0x80 && codePoint <= ESCAPE + 0xff;
    }

    /**
     * Returns the length of the well-formed UTF-8 sequence that starts here (Unicode 15, table 3-7), or 0 if there is
     * none.
     */
    private static int sequenceLength(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > bytes.length) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static int codePoint(byte[] bytes, int at, int length) {
        int first = bytes[at] & 0xff;
        int value = length == 1 ? first : first & (0x7f >> length);
        for (int i = 1; i < length; i++) {
            value = (value << 6) | (bytes[at + i] & 0x3f);
        }
        return value;
    }
}
