package io.github.openflgramine.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Searches a stream of any length for byte strings. */
final class ByteSearch {

    private static final int BLOCK = 1 << 20;

    private ByteSearch() {}

    static boolean contains(InputStream in, List<byte[]> needles) throws IOException {
        int longest = needles.stream().mapToInt(needle -> needle.length).max().orElseThrow();
        List<String> wanted = needles.stream()
                .map(needle -> new String(needle, StandardCharsets.ISO_8859_1))
                .toList();
        String carried = "";
        for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
            String text = carried + new String(block, StandardCharsets.ISO_8859_1);
            if (wanted.stream().anyMatch(text::contains)) {
                return true;
            }
            carried = text.substring(Math.max(0, text.length() - longest + 1));
        }
        return false;
    }
}
