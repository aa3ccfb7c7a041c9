package io.github.openflgramine.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.product.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The packages in the SBOM of an earlier build. */
final class PreviousPackages {

    private PreviousPackages() {}

    /** Returns each library of a CycloneDX document with its version; empty if there is no such document. */
    static Optional<SortedMap<String, String>> read(Path sbom) throws IOException {
        if (!Files.exists(sbom)) {
            return Optional.empty();
        }
        return JsonText.parse(Content.of(sbom).bytes()).map(document -> {
            SortedMap<String, String> packages = new TreeMap<>();
            for (JsonNode component : document.path("components")) {
                if (component.path("type").asText().equals("library")) {
                    packages.put(
                            component.path("name").asText(),
                            component.path("version").asText());
                }
            }
            return packages;
        });
    }
}
