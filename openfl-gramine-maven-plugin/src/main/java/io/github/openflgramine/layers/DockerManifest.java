package io.github.openflgramine.layers;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.NameBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code manifest.json} of {@code docker save}: Docker image specification 1.2, "Combined Image JSON + Filesystem Changeset Format". */
final class DockerManifest {

    static final ImagePath NAME = ImagePath.of("manifest.json");

    private DockerManifest() {}

    static Optional<ArchivedImage> find(ArchiveIndex archive) throws IOException {
        Optional<byte[]> json = archive.document(NAME);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        String where = "manifest.json in " + archive.where();
        JsonNode images = ArchiveJson.parse(json.get(), where);
        if (!images.isArray() || images.size() != 1) {
            throw new GraminizeException(
                    where + " lists " + images.size() + " images, where one was expected" + names(images) + ".",
                    "Save one image: docker save -o FILE NAME:TAG");
        }
        JsonNode image = images.get(0);
        List<ImagePath> layers = new ArrayList<>();
        image.path("Layers").forEach(layer -> layers.add(LayerTable.inside(layer.asText(), where)));
        return Optional.of(new ArchivedImage(
                LayerTable.inside(image.path("Config").asText(), where),
                layers,
                texts(image.path("RepoTags")),
                Optional.empty()));
    }

    private static String names(JsonNode images) {
        List<String> names = new ArrayList<>();
        images.forEach(image -> names.addAll(texts(image.path("RepoTags"))));
        return names.isEmpty() || names.size() > 20 ? "" : ": " + NameBytes.printable(String.join(", ", names));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
