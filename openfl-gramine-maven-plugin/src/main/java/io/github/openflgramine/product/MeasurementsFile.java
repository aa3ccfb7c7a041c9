package io.github.openflgramine.product;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code measurements.json}: what a receiver compares an image with. {@code graminize} writes it, {@code attach} adds the
 * final image's id, {@code attach-reference} the registry's digest of it. docs/image.md describes each field.
 */
public final class MeasurementsFile {

    public static final String NAME = "measurements.json";

    public static final String IMAGE_ID = "image_id";
    public static final String IMAGE_REFERENCE = "image_reference";

    private static final ObjectMapper JSON = new ObjectMapper();

    private MeasurementsFile() {}

    public static ObjectNode newTree() {
        return JSON.createObjectNode();
    }

    public static void write(Path file, ObjectNode tree) throws IOException {
        AtomicFiles.write(file, text(tree));
    }

    /** Any tree or map, laid out for people and machines alike. */
    public static String text(Object tree) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
        return JSON.writer(printer).writeValueAsString(tree) + "\n";
    }

    /** Reads what graminize wrote. */
    public static ObjectNode read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new GraminizeException("There is no " + file + ".", "Build the image first: mvn package");
        }
        return parse(Files.readAllBytes(file))
                .orElseThrow(() -> new GraminizeException(
                        file + " is not a measurements file.", "Build the image again: mvn package"));
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
