package io.github.openflgramine.product;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The JSON documents that the plugin writes and reads, in one layout for people and programs. */
public final class JsonText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonText() {}

    public static ObjectNode newTree() {
        return JSON.createObjectNode();
    }

    /** Returns the text of a tree or map, with the fields in order. */
    public static String of(Object tree) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
        return JSON.writer(printer).writeValueAsString(tree) + "\n";
    }

    /** Parses a JSON object; returns empty if the text is not one. */
    public static Optional<ObjectNode> parse(byte[] json) throws IOException {
        try {
            return Optional.of(JSON.readTree(json))
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Returns a tree as a map with nested maps. */
    public static Map<String, Object> map(ObjectNode tree) {
        return JSON.convertValue(tree, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /** Returns a tree's values by name. A value in a nested object has the object's name and a dot before its own. */
    public static Map<String, String> fields(JsonNode tree) {
        Map<String, String> fields = new LinkedHashMap<>();
        tree.forEachEntry((name, value) -> {
            if (value.isObject()) {
                fields(value).forEach((inner, text) -> fields.put(name + "." + inner, text));
            } else {
                fields.put(name, value.asText());
            }
        });
        return fields;
    }
}
