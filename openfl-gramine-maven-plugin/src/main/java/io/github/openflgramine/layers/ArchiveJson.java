package io.github.openflgramine.layers;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.tar.NameBytes;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Parses JSON from an image as a tree. Nothing in it is trusted. Go's encoding/json, with which engines read it, takes
 * the last of several equal keys, takes keys in any case, and ignores what follows a document; so all that is refused.
 */
final class ArchiveJson {

    /** The size limit of a document in bytes. Real ones have some kilobytes. */
    static final int LARGEST = 4 << 20;

    /** Objects whose keys are names of the user's. */
    private static final Set<String> MAPS = Set.of("Labels", "annotations", "Volumes", "ExposedPorts", "LayerSources");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ArchiveJson() {}

    /** @param keys the keys that engines know in this document */
    static JsonNode parse(byte[] json, Set<String> keys, String where) {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (root.isContainerNode()) {
                Map<String, String> known =
                        keys.stream().collect(Collectors.toMap(ArchiveJson::folded, Function.identity()));
                ambiguity(root, known).ifPresent(problem -> {
                    throw new GraminizeException(
                            where + " has " + problem + "; engines read that differently.",
                            "Save the image again with docker save or podman save; do not trust this archive.");
                });
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

    private static Optional<String> ambiguity(JsonNode node, Map<String, String> known) {
        if (node.isTextual() && !NameBytes.isUtf8(node.textValue())) {
            return Optional.of(
                    "a text that is not Unicode: \"" + NameBytes.printable(shortened(node.textValue())) + "\"");
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            String key = property.getKey();
            String meant = known.getOrDefault(folded(key), key);
            if (!meant.equals(key)) {
                return Optional.of(
                        "the key \"" + NameBytes.printable(shortened(key)) + "\" instead of \"" + meant + "\"");
            }
            Optional<String> below = ambiguity(property.getValue(), MAPS.contains(key) ? Map.of() : known);
            if (below.isPresent()) {
                return below;
            }
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                Optional<String> below = ambiguity(element, known);
                if (below.isPresent()) {
                    return below;
                }
            }
        }
        return Optional.empty();
    }

    /** Returns a key as Go compares it: the Kelvin sign is a k, and the long s an s. */
    private static String folded(String key) {
        return key.replace('\u212a', 'k').replace('\u017f', 's').toLowerCase(Locale.ROOT);
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
