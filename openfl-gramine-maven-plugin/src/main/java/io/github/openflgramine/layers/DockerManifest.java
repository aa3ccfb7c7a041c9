package io.github.openflgramine.layers;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.NameBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code manifest.json} of {@code docker save}: Docker image specification 1.2, "Combined Image JSON + Filesystem Changeset Format". */
final class DockerManifest {

    static final ImagePath NAME = ImagePath.of("manifest.json");

    /** The list of engines that are older than Docker 1.10. Docker reads it if there is no {@link #NAME}. */
    static final ImagePath OLDER = ImagePath.of("repositories");

    private static final Set<String> KEYS = Set.of("Config", "RepoTags", "Layers", "Parent", "LayerSources");

    private DockerManifest() {}

    static Optional<ArchivedImage> find(ArchiveIndex archive) throws IOException {
        Optional<byte[]> json = archive.document(NAME);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        String where = "manifest.json in " + archive.where();
        JsonNode images = ArchiveJson.parse(json.get(), KEYS, where);
        if (!images.isArray() || images.size() != 1) {
            throw new GraminizeException(
                    where + " lists " + images.size() + " images, where one was expected" + names(images) + ".",
                    "Save one image: docker save -o FILE NAME:TAG");
        }
        JsonNode image = images.get(0);
        List<ImagePath> layers = new ArrayList<>();
        image.path("Layers").forEach(layer -> layers.add(name(layer, where)));
        return Optional.of(new ArchivedImage(
                name(image.path("Config"), where), layers, texts(image.path("RepoTags")), Optional.empty()));
    }

    /** Docker joins a name to a directory; containerd compares it as it is. */
    private static ImagePath name(JsonNode text, String where) {
        ImagePath name = LayerTable.inside(text.asText(), where);
        if (!name.value().equals("/" + text.asText())) {
            throw new GraminizeException(
                    where + " names \"" + NameBytes.printable(text.asText()) + "\", where "
                            + name.printable().substring(1) + " was expected; engines read that differently.",
                    "Save the image again with docker save or podman save; do not trust this archive.");
        }
        return name;
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
