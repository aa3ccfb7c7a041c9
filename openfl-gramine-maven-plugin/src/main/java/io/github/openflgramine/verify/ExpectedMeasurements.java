package io.github.openflgramine.verify;

import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.product.MeasurementsDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The maker's measurements.json as the receiver's expectation. A missing field is not compared.
 *
 * @param shown the property and its value, for messages
 */
record ExpectedMeasurements(String shown, MeasurementsDocument document) {

    private static final String PROPERTY = "gramine.measurements";

    static ExpectedMeasurements read(Path file) throws IOException {
        String shown = PROPERTY + "=" + file;
        return new ExpectedMeasurements(
                shown,
                MeasurementsDocument.parse(
                        ManifestSource.bytes(file, PROPERTY), shown, "Give the measurements.json of this image."));
    }

    /** Returns the expected configuration and layers. */
    Optional<ExpectedContent> content() {
        return document.content().map(content -> new ExpectedContent(content, shown));
    }

    /** Returns why {@link #content} is empty. */
    String contentIsMissing() {
        return "%s (version %d) has no image_content".formatted(shown, document.version());
    }

    /** Returns the expected values of one enclave, which must include its MRENCLAVE. */
    List<ExpectedValue> of(String enclave) {
        List<ExpectedValue> values = new ArrayList<>();
        document.enclave(enclave).forEach((field, value) -> values.add(new ExpectedValue(field, value, shown)));
        return values;
    }
}
