package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The MRENCLAVEs that a document in JSON names. */
final class Mrenclaves {

    private static final Pattern MRENCLAVE = Pattern.compile("\"mrenclave\": \"([0-9a-f]{64})\"");

    private Mrenclaves() {}

    /** Returns them in the document's order. */
    static List<String> in(Path document) throws IOException {
        return MRENCLAVE
                .matcher(Files.readString(document))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
