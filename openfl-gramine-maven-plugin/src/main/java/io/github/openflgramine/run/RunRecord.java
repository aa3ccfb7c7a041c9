package io.github.openflgramine.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.product.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A note in an aggregator's directory about what runs there, for what is made of its model later. Nothing protects it:
 * it proves nothing.
 *
 * @param mrenclave the aggregator's enclave; empty in modes without one
 */
public record RunRecord(String image, String imageId, ActorMode mode, Optional<Sha256> mrenclave) {

    /** Its place in an actor's directory. */
    public static final String PLACE = "logs/run.json";

    private static final String IMAGE = "image";
    private static final String IMAGE_ID = "image_id";
    private static final String MODE = "mode";
    private static final String MRENCLAVE = "mrenclave";
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** Returns the record of an aggregator that is about to start. */
    public static RunRecord of(Engine engine, ActorImage image, ActorMode mode) throws IOException {
        Optional<Sha256> mrenclave = Optional.empty();
        if (mode == ActorMode.SGX) {
            try (ImageFiles files = ImageFiles.of(engine, image.image())) {
                mrenclave = Optional.of(files.mrenclave(Role.AGGREGATOR));
            }
        }
        return new RunRecord(image.name(), image.id(), mode, mrenclave);
    }

    public void write(Path directory) throws IOException {
        AtomicFiles.write(directory.resolve(PLACE), JsonText.of(fields()));
    }

    /**
     * Reads the record of a directory; empty if it has none, as after a start by a kit's script.
     *
     * @throws GraminizeException if it is damaged
     */
    public static Optional<RunRecord> find(Path directory) throws IOException {
        Path file = directory.resolve(PLACE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        ObjectNode tree = JsonText.parse(Content.of(file).bytes()).orElseThrow(() -> damaged(file));
        String mrenclave = tree.path(MRENCLAVE).asText();
        if (!tree.path(IMAGE).isTextual()
                || !tree.path(IMAGE_ID).isTextual()
                || !tree.path(MODE).isTextual()
                || !(mrenclave.isEmpty() || DIGEST.matcher(mrenclave).matches())) {
            throw damaged(file);
        }
        return Optional.of(new RunRecord(
                tree.path(IMAGE).textValue(),
                tree.path(IMAGE_ID).textValue(),
                ActorMode.of(tree.path(MODE).textValue()),
                Optional.of(mrenclave).filter(digits -> !digits.isEmpty()).map(Sha256::ofHex)));
    }

    private static GraminizeException damaged(Path file) {
        return new GraminizeException(
                file + " is not the record of a run as this plugin writes it.",
                "Remove it; the saved model then has no note about its image and enclave.");
    }

    /** Returns the fields for programs. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(IMAGE, image);
        fields.put(IMAGE_ID, imageId);
        fields.put(MODE, mode.toString());
        mrenclave.ifPresent(digest -> fields.put(MRENCLAVE, digest.hex()));
        return fields;
    }
}
