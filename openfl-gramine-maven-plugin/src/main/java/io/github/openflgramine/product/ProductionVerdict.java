package io.github.openflgramine.product;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the production gate found in a build, up to its image. {@code graminize} writes it for the report.
 *
 * @param production whether the build was one for production; then nothing was found, or it would have failed
 * @param insecureSettings the warnings, each with its remedy
 */
public record ProductionVerdict(boolean production, List<String> insecureSettings) {

    /** The file's name. */
    public static final String FILE = "production.json";

    private static final String PRODUCTION = "production";
    private static final String SETTINGS = "insecure_settings";

    public ProductionVerdict {
        insecureSettings = List.copyOf(insecureSettings);
    }

    /** Writes the document into a directory. */
    public void write(Path directory) throws IOException {
        ObjectNode tree = JsonText.newTree().put(PRODUCTION, production);
        insecureSettings.forEach(tree.putArray(SETTINGS)::add);
        AtomicFiles.write(directory.resolve(FILE), JsonText.of(tree));
    }

    /** Reads the document of a directory; empty if there is none or it is not such a document. */
    public static Optional<ProductionVerdict> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return JsonText.parse(Content.of(file).bytes())
                .filter(tree ->
                        tree.path(PRODUCTION).isBoolean() && tree.path(SETTINGS).isArray())
                .map(tree -> {
                    List<String> settings = new ArrayList<>();
                    tree.path(SETTINGS).forEach(setting -> settings.add(setting.asText()));
                    return new ProductionVerdict(tree.path(PRODUCTION).booleanValue(), settings);
                });
    }
}
