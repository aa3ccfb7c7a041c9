package io.github.openflgramine.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.gramine.EnclaveSigner;
import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.packages.InstalledPackage;
import io.github.openflgramine.product.ImagePaths;
import io.github.openflgramine.product.JsonText;
import io.github.openflgramine.python.PythonName;
import io.github.openflgramine.sbom.ImageSbom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The inputs of an image's measurements other than the workspace: the base image, every Debian and Python package with
 * its version and hashes, and Gramine's PAL. A workspace stores it in {@code gramine/lock.json}; docs/release.md
 * describes its fields.
 */
public final class ImageLock {

    /** The file's path in a workspace. */
    public static final String PLACE = "gramine/lock.json";

    /** The file to which the build of a first image writes the SHA-256 of each installed wheel, by package name. */
    static final ImagePath WHEELS = ImagePaths.PRODUCT.resolve("wheels.json");

    private static final String WHEEL = "wheel_sha256";
    private static final String VERSION = "version";
    private static final String PYTHON = "python_packages";

    /** Fields that are not compared: an image can have other names elsewhere, and has a digest only in a registry. */
    private static final Set<String> NOT_COMPARED = Set.of("base_image.name", "base_image.digest");

    private final ObjectNode tree;

    private ImageLock(ObjectNode tree) {
        this.tree = tree;
    }

    /**
     * Returns the lock of an image.
     *
     * @param baseName the engine's name for {@code base}
     * @param image the first image
     */
    static ImageLock of(String baseName, EngineImage base, ImageFilesystem image) throws IOException {
        ImageSbom bill = ImageSbom.of(image);
        Optional<byte[]> noted = image.content(WHEELS);
        PythonInstallation python = PythonInstallation.of(image);
        ObjectNode tree = JsonText.newTree();
        ObjectNode from = tree.putObject("base_image");
        from.put("name", baseName);
        from.put("id", base.id().toString());
        base.digests().stream()
                .map(ImageReference::toString)
                .sorted()
                .findFirst()
                .ifPresent(digest -> from.put("digest", digest));
        tree.put("gramine", GramineInstallation.of(image).version().toString());
        image.resolve(EnclaveSigner.LIBPAL)
                .flatMap(node -> node.sha256())
                .ifPresent(digest -> tree.put("libpal_sha256", digest.hex()));
        tree.put("openfl", python.openfl());
        tree.put("python", python.version());
        JsonNode wheels = noted.isEmpty()
                ? JsonText.newTree()
                : JsonText.parse(noted.get()).orElseGet(JsonText::newTree);
        ObjectNode debian = tree.putObject("debian_packages");
        ObjectNode pythons = tree.putObject(PYTHON);
        for (InstalledPackage one : bill.packages().all()) {
            boolean isPython = one.kind() == InstalledPackage.Kind.PYTHON;
            String name = isPython
                    ? new PythonName(one.name()).value()
                    : one.name() + one.architecture().map(a -> ":" + a).orElse("");
            ObjectNode locked = (isPython ? pythons : debian).putObject(name);
            locked.put(VERSION, one.version());
            if (isPython && wheels.path(name).isTextual()) {
                locked.put(WHEEL, wheels.path(name).asText());
            }
            locked.put("files_sha256", one.digest().hex());
        }
        return new ImageLock(tree);
    }

    /** Reads the workspace's lock, if it has one. */
    static Optional<ImageLock> find(Path workspace) throws IOException {
        Path file = workspace.resolve(PLACE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(new ImageLock(JsonText.parse(Content.of(file).bytes())
                .orElseThrow(() -> new GraminizeException(
                        PLACE + " is not a lock file: it holds no JSON object.",
                        "Write it again: mvn openfl-gramine:lock"))));
    }

    /** Reads the workspace's lock, which gramine.locked requires. */
    public static ImageLock require(Path workspace) throws IOException {
        return find(workspace)
                .orElseThrow(() -> new GraminizeException(
                        "gramine.locked=true, but the workspace has no " + PLACE + ".",
                        "Write it from the current image: mvn openfl-gramine:lock"));
    }

    String text() throws IOException {
        return JsonText.of(tree);
    }

    /**
     * Returns the lines for pip's hash-checking mode: the packages that were installed from files with a known hash.
     */
    String requirements() {
        StringBuilder lines = new StringBuilder();
        tree.path(PYTHON).forEachEntry((name, locked) -> {
            if (locked.path(WHEEL).isTextual()) {
                lines.append(name)
                        .append("==")
                        .append(locked.path(VERSION).asText())
                        .append(" --hash=sha256:")
                        .append(locked.path(WHEEL).asText())
                        .append('\n');
            }
        });
        return lines.toString();
    }

    int packages() {
        return tree.path("debian_packages").size() + tree.path(PYTHON).size();
    }

    /**
     * A difference between two locks.
     *
     * @param field the field's path in the file, separated by dots
     * @param here the value in this lock; empty if it has no such field
     */
    public record Difference(String field, Optional<String> here, Optional<String> there) {}

    List<Difference> differences(ImageLock other) {
        Map<String, String> here = new TreeMap<>(JsonText.fields(tree));
        Map<String, String> there = new TreeMap<>(JsonText.fields(other.tree));
        Set<String> fields = new TreeSet<>(here.keySet());
        fields.addAll(there.keySet());
        fields.removeAll(NOT_COMPARED);
        List<Difference> differences = new ArrayList<>();
        for (String field : fields) {
            Difference difference =
                    new Difference(field, Optional.ofNullable(here.get(field)), Optional.ofNullable(there.get(field)));
            if (!difference.here().equals(difference.there())) {
                differences.add(difference);
            }
        }
        return differences;
    }

    /** Refuses an image that differs from this lock. */
    void requireSame(ImageLock image, String name) {
        List<Difference> differences = differences(image);
        if (differences.isEmpty()) {
            return;
        }
        int most = 8;
        String shown = differences.stream()
                .limit(most)
                .map(one -> "    %s%n        lock   %s%n        image  %s%n"
                        .formatted(
                                one.field(),
                                one.here().orElse("none"),
                                one.there().orElse("none")))
                .collect(Collectors.joining());
        throw new GraminizeException(
                "%s differs from %s (gramine.locked=true) in %d places:%n%s%s"
                        .formatted(
                                name,
                                PLACE,
                                differences.size(),
                                shown,
                                differences.size() > most ? "    and more%n".formatted() : ""),
                "Set gramine.baseImage to the digest in the lock; or, to accept the new state, write"
                        + " the lock again: mvn openfl-gramine:lock");
    }
}
