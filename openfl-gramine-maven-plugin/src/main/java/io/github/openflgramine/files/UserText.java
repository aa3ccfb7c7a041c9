package io.github.openflgramine.files;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A text that a user wrote, decoded as the program will that reads it in the end. A text in another encoding is refused
 * with the place of its first wrong byte.
 *
 * @param text the text without a byte order mark
 * @param charset the encoding of the text
 * @param mark the byte order mark; empty if the text has none
 */
public record UserText(String text, Charset charset, String mark) {

    /** Encodings by their byte order marks. UTF-32's in little endian begins with UTF-16's. */
    private static final List<Charset> MARKED = List.of(
            StandardCharsets.UTF_8,
            Charset.forName("UTF-32BE"),
            Charset.forName("UTF-32LE"),
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_16LE);

    private static final String MARK = "\ufeff";

    /** Reads a file. Messages name it by {@code shown}. */
    public static UserText read(Path file, String shown, TextRules rules) throws IOException {
        return decode(Content.of(file).bytes(), shown, rules);
    }

    /**
     * Decodes a text.
     *
     * @param shown the text's name in messages
     * @throws GraminizeException if it has another encoding than the rules allow, or a NUL character
     */
    public static UserText decode(byte[] bytes, String shown, TextRules rules) {
        UserText marked = null;
        for (Charset charset : MARKED) {
            byte[] mark = MARK.getBytes(charset);
            if (bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length)) {
                if (rules != TextRules.PIP && !charset.equals(StandardCharsets.UTF_8)) {
                    throw other(shown, charset, rules);
                }
                byte[] rest = Arrays.copyOfRange(bytes, mark.length, bytes.length);
                marked = new UserText(decode(rest, charset, mark.length, shown, rules), charset, MARK);
                break;
            }
        }
        if (marked != null && rules == TextRules.PIP) {
            return marked.withoutNul(shown, rules);
        }
        Charset declared = rules == TextRules.UTF_8
                ? StandardCharsets.UTF_8
                : new CodingComment(rules).in(bytes, shown).orElse(StandardCharsets.UTF_8);
        if (marked == null) {
            marked = new UserText(decode(bytes, declared, 0, shown, rules), declared, "");
        } else if (!declared.equals(StandardCharsets.UTF_8)) {
            throw new GraminizeException(
                    shown + " has a byte order mark of UTF-8, but declares the encoding " + declared + ".",
                    "Remove the comment that declares the encoding.");
        }
        return marked.withoutNul(shown, rules);
    }

    /** Returns another text in the encoding of this one. */
    public byte[] encode(String other) {
        return (mark + other).getBytes(charset);
    }

    private static String decode(byte[] bytes, Charset charset, int before, String shown, TextRules rules) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharsetDecoder decoder = charset.newDecoder();
        CharBuffer out = CharBuffer.allocate((int) (bytes.length * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isUnderflow()) {
            result = decoder.flush(out);
        }
        String text = out.flip().toString();
        if (result.isError()) {
            throw wrongByte(bytes, in.position(), before, charset, text, shown, rules);
        }
        return text;
    }

    private static GraminizeException wrongByte(
            byte[] bytes, int at, int before, Charset charset, String decoded, String shown, TextRules rules) {
        long line = decoded.chars().filter(c -> c == '\n').count() + 1;
        int start = decoded.substring(0, decoded.lastIndexOf('\n') + 1).getBytes(charset).length;
        return new GraminizeException(
                "%s line %d, byte %d (0x%02X) is not %s."
                        .formatted(shown, line, at - start + 1 + (line == 1 ? before : 0), bytes[at], charset),
                "Expected " + rules.expected() + ". If the file is in Windows-1252 or Latin-1, convert it: "
                        + iconv("WINDOWS-1252", shown));
    }

    private static GraminizeException other(String shown, Charset charset, TextRules rules) {
        return new GraminizeException(
                shown + " is in " + charset + ", as its byte order mark says.",
                "Expected " + rules.expected() + ". Convert it: "
                        + iconv(charset.name().replaceAll("[BL]E$", ""), shown));
    }

    /** Text in UTF-16 without a mark is valid UTF-8 with a NUL next to each character. */
    private UserText withoutNul(String shown, TextRules rules) {
        int at = text.indexOf('\0');
        if (at < 0) {
            return this;
        }
        long line = text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        int start = text.lastIndexOf('\n', at) + 1;
        String place = "%s line %d, byte %d is NUL"
                .formatted(shown, line, text.substring(start, at).getBytes(charset).length + 1);
        boolean little = at == 1;
        if (at > 1 || text.length() < 2 || text.charAt(little ? 0 : 1) == '\0') {
            throw new GraminizeException(
                    place + ": it is not a text.", "Expected " + rules.expected() + ". Remove the byte.");
        }
        throw new GraminizeException(
                place + ": it seems to be in UTF-16 without a byte order mark.",
                "Expected " + rules.expected() + ". Convert it: " + iconv(little ? "UTF-16LE" : "UTF-16BE", shown));
    }

    private static String iconv(String from, String shown) {
        String name = shown.matches("[\\w./+-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
        return "iconv -f " + from + " -t UTF-8 " + name + " -o converted && mv converted " + name;
    }
}
