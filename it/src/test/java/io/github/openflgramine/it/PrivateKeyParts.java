package io.github.openflgramine.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parts of a private key that would reveal it in any file: lines of its PEM and pieces of its DER. */
final class PrivateKeyParts {

    private static final int PIECE = 48;

    private PrivateKeyParts() {}

    static List<byte[]> of(Path pem) throws IOException {
        List<String> lines = Files.readAllLines(pem).stream()
                .filter(line -> !line.startsWith("-----") && line.length() == 64)
                .toList();
        byte[] der = Base64.getMimeDecoder()
                .decode(Files.readAllLines(pem).stream()
                        .filter(line -> !line.startsWith("-----"))
                        .collect(Collectors.joining("\n")));
        List<byte[]> parts = new ArrayList<>();
        // The first lines are the modulus, which is public and in every SIGSTRUCT.
        lines.subList(lines.size() / 2, lines.size())
                .forEach(line -> parts.add(line.getBytes(StandardCharsets.US_ASCII)));
        for (int at = der.length / 2; at + PIECE < der.length; at += PIECE) {
            parts.add(java.util.Arrays.copyOfRange(der, at, at + PIECE));
        }
        return parts;
    }

    /** Returns the files below a directory that contain any of the parts. */
    static List<Path> foundBelow(Path directory, List<byte[]> parts) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try (InputStream in = Files.newInputStream(file)) {
                            return ByteSearch.contains(in, parts);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
