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

/** The JSON documents that the plugin writes and reads again: one layout for people and machines alike. */
public final class JsonText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonText() {}

    public static ObjectNode newTree() {
        return JSON.createObjectNode();
    }

    /** The text of a tree or map, in the order of its fields. */
    public static String of(Object tree) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
        return JSON.writer(printer).writeValueAsString(tree) + "\n";
    }

    /** Empty where it is no JSON object. */
    public static Optional<ObjectNode> parse(byte[] json) throws IOException {
        try {
            return Optional.of(JSON.readTree(json))
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A tree as a map, with maps in it. */
    public static Map<String, Object> map(ObjectNode tree) {
        return JSON.convertValue(tree, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /** A tree's values by their names, those of objects in it behind the object's name and a dot. */
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
