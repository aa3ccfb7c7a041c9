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
 * A measurements.json of any version that this plugin knows. Every field in it has its form; a field may be absent, since a
 * receiver is free to expect less.
 */
public final class MeasurementsDocument {

    private static final ObjectMapper STRICT = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final JsonPart root;

    private MeasurementsDocument(JsonPart root) {
        this.root = root;
    }

    /**
     * Reads a document.
     *
     * @param shown the file, for messages
     * @param remedy what to do about a document that is damaged
     * @throws GraminizeException when it is not JSON, has a field twice or in another form, or is newer than this plugin
     */
    public static MeasurementsDocument parse(byte[] json, String shown, String remedy) throws IOException {
        JsonPart root = new JsonPart(shown, remedy, "", object(json, shown, remedy));
        requireKnownVersion(root);
        root.check(MeasurementsFields.OF_DOCUMENT);
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

    /** Jackson has no exception of its own for it. */
    private static boolean isDuplicate(JsonProcessingException refusal) {
        return refusal.getOriginalMessage().startsWith("Duplicate field");
    }

    private static void requireKnownVersion(JsonPart root) {
        int version = root.find(MeasurementsFields.VERSION).orElse(1);
        if (version > Measurements.VERSION) {
            throw new GraminizeException(
                    "%s is version %d; this plugin reads 1 and %d."
                            .formatted(root.shown(), version, Measurements.VERSION),
                    "Use a newer openfl-gramine-maven-plugin.");
        }
    }

    JsonPart root() {
        return root;
    }

    /**
     * What it contains of one enclave: values by their names, those of objects behind the object's name and a dot.
     *
     * @param name a role, or the name of a manifest
     * @throws GraminizeException when it has no MRENCLAVE for it
     */
    public Map<String, String> enclave(String name) {
        JsonPart enclave = root.part(MeasurementsFields.ROLES).part(name);
        enclave.require(MeasurementsFields.MRENCLAVE);
        return JsonText.fields(enclave.node());
    }

    public Optional<ImageId> imageId() {
        return root.find(MeasurementsFields.IMAGE_ID);
    }

    /** The version of Gramine that the image was built with. */
    public Optional<String> gramine() {
        return root.find(MeasurementsFields.GRAMINE);
    }
}
