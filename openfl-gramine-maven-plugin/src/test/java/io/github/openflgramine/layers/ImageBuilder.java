package io.github.openflgramine.layers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.tar.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Writes layers to archives as engines do. */
public final class ImageBuilder {

    private final List<byte[]> layers = new ArrayList<>();

    public static ImageBuilder of(TarBuilder... layers) {
        ImageBuilder image = new ImageBuilder();
        for (TarBuilder layer : layers) {
            image.layers.add(layer.build());
        }
        return image;
    }

    static ImageBuilder ofLayers(byte[]... layers) {
        ImageBuilder image = new ImageBuilder();
        image.layers.addAll(List.of(layers));
        return image;
    }

    /** Returns an archive as Docker up to 24 saves it: a directory for each layer, manifest.json near the end. */
    public byte[] dockerSave() {
        TarBuilder tar = TarBuilder.pax();
        List<String> names = new ArrayList<>();
        for (byte[] layer : layers) {
            String directory =
                    Sha256.digest(("v1 " + names.size()).getBytes(UTF_8)).hex();
            tar.directory(directory).file(directory + "/VERSION", "1.0").file(directory + "/json", "{\"id\":1}");
            tar.file(directory + "/layer.tar", layer);
            names.add(directory + "/layer.tar");
        }
        byte[] config = config();
        String configName = Sha256.digest(config).hex() + ".json";
        return tar.file(configName, config)
                .file("manifest.json", manifest(configName, names))
                .file("repositories", "{}")
                .build();
    }

    /** Returns an archive as podman saves it with {@code --format oci-archive}: compressed layers, no manifest.json. */
    public byte[] ociArchive(boolean gzip, String... extraDescriptors) {
        TarBuilder tar = TarBuilder.pax();
        List<String> descriptors = new ArrayList<>();
        for (byte[] layer : layers) {
            descriptors.add(blob(tar, gzip ? gzip(layer) : layer));
        }
        return index(tar, manifest(tar, descriptors, ""), extraDescriptors).build();
    }

    /** Adds an index for this image with its only layer in this form. */
    TarBuilder withIndex(TarBuilder tar, byte[] layer) {
        return withIndex(tar, layer, "");
    }

    /** Adds an index for this image with its only layer in this form, and with more keys in its manifest. */
    TarBuilder withIndex(TarBuilder tar, byte[] layer, String more) {
        return index(tar, manifest(tar, List.of(blob(tar, layer)), more));
    }

    /**
     * Returns an archive with this image's only layer in Docker's list, and another image with one layer in an index.
     *
     * @param platform more keys of the descriptor in the index
     */
    byte[] withBothLists(ImageBuilder other, byte[] otherLayer, byte[] layer, String platform) {
        TarBuilder tar = TarBuilder.pax();
        String manifest = other.manifest(tar, List.of(blob(tar, otherLayer)), "");
        if (layer != otherLayer) {
            blob(tar, layer);
            blob(tar, config());
        }
        String list =
                manifest("blobs/sha256/" + Sha256.digest(config()), List.of("blobs/sha256/" + Sha256.digest(layer)));
        return index(tar.file("manifest.json", list), manifest.replace("}", platform + "}"))
                .build();
    }

    private String manifest(TarBuilder tar, List<String> layerDescriptors, String more) {
        String manifest = "{\"schemaVersion\":2," + more + "\"config\":" + blob(tar, config()) + ",\"layers\":["
                + String.join(",", layerDescriptors) + "]}";
        return blob(tar, manifest.getBytes(UTF_8));
    }

    private static TarBuilder index(TarBuilder tar, String descriptor, String... extraDescriptors) {
        String annotations = ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"localhost/flowers:1\"}}";
        String named = descriptor.substring(0, descriptor.length() - 1) + annotations;
        String index = "{\"schemaVersion\":2,\"manifests\":[" + named
                + (extraDescriptors.length == 0 ? "" : "," + String.join(",", extraDescriptors)) + "]}";
        return tar.file("index.json", index).file("oci-layout", "{\"imageLayoutVersion\": \"1.0.0\"}");
    }

    String manifest(String configName, List<String> names) {
        return "[{\"Config\":\"" + configName + "\",\"RepoTags\":[\"flowers:1\"],\"Layers\":["
                + names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(",")) + "]}]";
    }

    public byte[] config() {
        String diffIds = layers.stream()
                .map(layer -> "\"sha256:" + Sha256.digest(layer) + "\"")
                .collect(Collectors.joining(","));
        return ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Labels\":{\"who\":\"me\"}},"
                        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + diffIds + "]}}")
                .getBytes(UTF_8);
    }

    /** Returns the merged file system, read from a {@code docker save} stream. */
    static ImageFilesystem merged(TarBuilder... layers) {
        return of(layers).read();
    }

    ImageFilesystem read() {
        return new ImageReader()
                .readArchive(new ByteArrayInputStream(dockerSave()), "test.tar")
                .filesystem();
    }

    public static Path write(Path directory, String name, byte[] bytes) {
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Replaces the first occurrence of some bytes by others of the same length. */
    static byte[] replaced(byte[] bytes, byte[] from, byte[] to) {
        String text = new String(bytes, ISO_8859_1);
        int at = text.indexOf(new String(from, ISO_8859_1));
        byte[] changed = bytes.clone();
        System.arraycopy(to, 0, changed, at, to.length);
        return changed;
    }

    private static String blob(TarBuilder tar, byte[] bytes) {
        String digest = Sha256.digest(bytes).hex();
        tar.file("blobs/sha256/" + digest, bytes);
        return "{\"digest\":\"sha256:" + digest + "\",\"size\":" + bytes.length + "}";
    }
}
