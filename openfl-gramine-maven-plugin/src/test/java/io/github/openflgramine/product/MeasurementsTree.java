package io.github.openflgramine.product;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A measurements.json as JSON, for tests that change a build's output. */
public final class MeasurementsTree {

    private MeasurementsTree() {}

    public static ObjectNode read(Path file) throws IOException {
        return JsonText.parse(Files.readAllBytes(file)).orElseThrow();
    }

    public static void write(Path file, ObjectNode tree) throws IOException {
        AtomicFiles.write(file, JsonText.of(tree));
    }
}
