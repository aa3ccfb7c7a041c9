package io.github.openflgramine.layers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.tar.NameBytes;
import java.io.IOException;

/** Parses JSON from an image as a tree. Nothing in it is trusted. */
final class ArchiveJson {

    /** The size limit of a document in bytes. Real ones have some kilobytes. */
    static final int LARGEST = 4 << 20;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ArchiveJson() {}

    static JsonNode parse(byte[] json, String where) {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (root.isContainerNode()) {
                return root;
            }
        } catch (IOException e) {
            throw new GraminizeException(
                    where + " is no JSON: " + NameBytes.printable(String.valueOf(e.getMessage())) + ".",
                    "Save the image again with docker save or podman save.",
                    e);
        }
        throw new GraminizeException(where + " is empty.", "Save the image again with docker save or podman save.");
    }

    /** Parses {@code sha256:} and 64 hexadecimal digits, the only algorithm that engines use. */
    static Sha256 digest(JsonNode node, String where) {
        String text = node.asText();
        if (text.matches("sha256:[0-9a-f]{64}")) {
            return Sha256.ofDigest(text);
        }
        throw new GraminizeException(
                where + " has \"" + NameBytes.printable(shortened(text)) + "\" where a sha256 digest was expected.",
                "Save the image again with docker save or podman save.");
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
