package io.github.openflgramine.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.product.MeasurementsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The measurements.json of whoever made an image, as the receiver's expectation. A field that is not there expects nothing. */
final class ExpectedMeasurements {

    private static final String PROPERTY = "gramine.measurements";

    private final String shown;
    private final ObjectNode tree;

    private ExpectedMeasurements(String shown, ObjectNode tree) {
        this.shown = shown;
        this.tree = tree;
    }

    static ExpectedMeasurements read(Path file) throws IOException {
        String shown = PROPERTY + "=" + file;
        ObjectNode tree = MeasurementsFile.parse(ManifestSource.bytes(file, PROPERTY))
                .orElseThrow(() -> refused(shown + " is not a measurements file."));
        return new ExpectedMeasurements(shown, tree);
    }

    /** What it says of one enclave; of one that it does not know it has to say something. */
    List<ExpectedValue> of(String enclave) {
        JsonNode role = tree.path("roles").path(enclave);
        if (!role.path(ExpectedValue.MRENCLAVE).isTextual()) {
            throw refused("%s has no roles.%s.mrenclave.".formatted(shown, enclave));
        }
        List<ExpectedValue> values = new ArrayList<>();
        MeasurementsFile.fields(role).forEach((field, value) -> values.add(new ExpectedValue(field, value, shown)));
        return values;
    }

    /** What it says of the image as a whole, which no measurement covers. */
    Optional<String> ofImage(String field) {
        return Optional.of(tree.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static GraminizeException refused(String problem) {
        return new GraminizeException(problem, "Give the measurements.json of this image.");
    }
}
