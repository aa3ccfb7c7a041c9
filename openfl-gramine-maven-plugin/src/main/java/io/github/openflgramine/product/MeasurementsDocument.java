package io.github.openflgramine.product;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A measurements.json of any version that the plugin supports. Each field has its form, but may be missing, because a
 * receiver may compare fewer values.
 */
public final class MeasurementsDocument {

    private static final ObjectMapper STRICT = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final JsonPart root;

    private MeasurementsDocument(JsonPart root) {
        this.root = root;
    }

    /**
     * Parses a document.
     *
     * @param shown the file, for messages
     * @param remedy how to fix a damaged document
     * @throws GraminizeException if it is not JSON, has a repeated or invalid field, or is newer than this plugin
     */
    public static MeasurementsDocument parse(byte[] json, String shown, String remedy) throws IOException {
        JsonPart root = new JsonPart(shown, remedy, "", object(json, shown, remedy));
        requireKnownVersion(root);
        root.check(MeasurementsFields.OF_DOCUMENT);
        MeasurementsReader.content(root);
        JsonPart roles = root.part(MeasurementsFields.ROLES);
        for (String name : roles.node().propertyStream().map(Map.Entry::getKey).toList()) {
            JsonPart enclave = roles.part(name);
            enclave.check(MeasurementsFields.OF_ENCLAVE);
            enclave.part(MeasurementsFields.ATTRIBUTES).check(MeasurementsFields.OF_ATTRIBUTES);
        }
        return new MeasurementsDocument(root);
    }

    private static ObjectNode object(byte[] json, String shown, String remedy) throws IOException {
        try (JsonParser parser = STRICT.createParser(json)) {
            try {
                JsonNode tree = STRICT.readTree(parser);
                if (tree instanceof ObjectNode object && parser.nextToken() == null) {
                    return object;
                }
                throw new GraminizeException(shown + " is not a measurements file; expected one JSON object.", remedy);
            } catch (StreamReadException e) {
                throw new GraminizeException(
                        isDuplicate(e)
                                ? "%s has %s twice; expected it once."
                                        .formatted(
                                                shown,
                                                SummaryTable.printable(parser.getParsingContext()
                                                        .pathAsPointer()
                                                        .toString()))
                                : "%s is not JSON at line %d, column %d; expected a measurements file."
                                        .formatted(
                                                shown,
                                                e.getLocation().getLineNr(),
                                                e.getLocation().getColumnNr()),
                        remedy);
            }
        }
    }

    /** Returns whether the error is a repeated field, for which Jackson has no exception class. */
    private static boolean isDuplicate(JsonProcessingException refusal) {
        return refusal.getOriginalMessage().startsWith("Duplicate field");
    }

    private static void requireKnownVersion(JsonPart root) {
        int version = root.find(MeasurementsFields.VERSION).orElse(1);
        if (version > Measurements.VERSION) {
            throw new GraminizeException(
                    "%s is version %d; this plugin reads 1 to %d."
                            .formatted(root.shown(), version, Measurements.VERSION),
                    "Use a newer openfl-gramine-maven-plugin.");
        }
    }

    JsonPart root() {
        return root;
    }

    /**
     * Returns the values of one enclave by name. A value in a nested object has the object's name and a dot before its
     * own.
     *
     * @param name a role, or the name of a manifest
     * @throws GraminizeException if it has no MRENCLAVE for this enclave
     */
    public Map<String, String> enclave(String name) {
        JsonPart enclave = root.part(MeasurementsFields.ROLES).part(name);
        enclave.require(MeasurementsFields.MRENCLAVE);
        return JsonText.fields(enclave.node());
    }

    public Optional<ImageId> imageId() {
        return root.find(MeasurementsFields.IMAGE_ID);
    }

    public int version() {
        return root.find(MeasurementsFields.VERSION).orElse(1);
    }

    /** Returns what an engine uses of the image; empty before version 3, or if the image was not built yet. */
    public Optional<ImageContent> content() {
        return MeasurementsReader.content(root);
    }

    /** Returns the version of Gramine in the image. */
    public Optional<String> gramine() {
        return root.find(MeasurementsFields.GRAMINE);
    }
}
