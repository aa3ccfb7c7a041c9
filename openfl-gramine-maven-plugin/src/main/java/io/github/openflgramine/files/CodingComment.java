package io.github.openflgramine.files;

import io.github.openflgramine.GraminizeException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comment in one of the first two lines that names a text's encoding (PEP 263; pip has a rule of its own). */
final class CodingComment {

    private static final Pattern PYTHON =
            Pattern.compile("[ \\t\\f]*#.*?coding[:=][ \\t]*([-\\w.]+).*", Pattern.DOTALL);
    private static final Pattern PYTHON_BLANK = Pattern.compile("[ \\t\\f]*(#.*)?\\r?", Pattern.DOTALL);
    private static final Pattern PIP = Pattern.compile("#.*?coding[:=]\\s*([-\\w.]+).*", Pattern.DOTALL);

    /** Python's names ("Standard Encodings" of the module codecs) that Java does not know. */
    private static final Map<String, String> NAMES = Map.of(
            "latin", "ISO-8859-1",
            "latin-1", "ISO-8859-1",
            "iso-latin-1", "ISO-8859-1",
            "utf-8-sig", "UTF-8",
            "u8", "UTF-8",
            "utf", "UTF-8",
            "mac-roman", "x-MacRoman",
            "euc-jis-2004", "EUC-JP",
            "shift-jis", "Shift_JIS",
            "big5-hkscs", "Big5-HKSCS");

    private final TextRules rules;

    CodingComment(TextRules rules) {
        this.rules = rules;
    }

    /**
     * Returns the encoding that a text declares.
     *
     * @throws GraminizeException if there is no such encoding, or if a text of single bytes cannot declare it
     */
    Optional<Charset> in(byte[] bytes, String shown) {
        // The pattern is ASCII, so any encoding of bytes shows it.
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> lines = List.of(head.split("\n", 3));
        for (int i = 0; i < Math.min(2, lines.size()); i++) {
            String line = i == 0 ? lines.get(0).replaceFirst("^\u00ef\u00bb\u00bf", "") : lines.get(i);
            Matcher found = (rules == TextRules.PIP ? PIP : PYTHON).matcher(line);
            if (found.matches()) {
                return Optional.of(charset(found.group(1), shown + " line " + (i + 1)));
            }
            if (rules == TextRules.PYTHON && !PYTHON_BLANK.matcher(line).matches()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Charset charset(String name, String place) {
        String folded = name.toLowerCase(Locale.ROOT).replace('_', '-');
        try {
            Charset charset = Charset.forName(NAMES.getOrDefault(folded, folded));
            if (!charset.name().startsWith("UTF-16") && !charset.name().startsWith("UTF-32")) {
                return charset;
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw unknown(name, place);
        }
        throw unknown(name, place);
    }

    private static GraminizeException unknown(String name, String place) {
        return new GraminizeException(
                place + " declares the encoding " + name + ", which no text with such a line can have.",
                "Save the file as UTF-8, and remove the declaration.");
    }
}
