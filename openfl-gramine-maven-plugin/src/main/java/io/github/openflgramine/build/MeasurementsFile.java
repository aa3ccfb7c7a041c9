package io.github.openflgramine.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code measurements.json}: what a receiver compares an image with. {@code graminize} writes it, {@code attach} adds the
 * final image's id. docs/image.md describes each field.
 */
public final class MeasurementsFile {

    public static final String NAME = "measurements.json";

    static final String IMAGE_ID = "image_id";

    private static final ObjectMapper JSON = new ObjectMapper();

    private MeasurementsFile() {}

    static ObjectNode newTree() {
        return JSON.createObjectNode();
    }

    static void write(Path file, ObjectNode tree) throws IOException {
        AtomicFiles.write(file, text(tree));
    }

    /** The same as names and values, for a console. */
    static Map<String, Object> map(ObjectNode tree) {
        return JSON.convertValue(tree, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /** Any tree or map, laid out for people and machines alike. */
    static String text(Object tree) throws IOException {
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
        try {
            return (ObjectNode) JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException | ClassCastException e) {
            throw new GraminizeException(
                    file + " is not a measurements file.", "Build the image again: mvn package", e);
        }
    }
}
