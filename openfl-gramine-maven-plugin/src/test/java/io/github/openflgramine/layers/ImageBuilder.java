package io.github.openflgramine.layers;

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
    byte[] ociArchive(boolean gzip, String... extraDescriptors) {
        TarBuilder tar = TarBuilder.pax();
        List<String> descriptors = new ArrayList<>();
        for (byte[] layer : layers) {
            descriptors.add(blob(tar, gzip ? gzip(layer) : layer));
        }
        String manifest = "{\"schemaVersion\":2,\"config\":" + blob(tar, config()) + ",\"layers\":["
                + String.join(",", descriptors) + "]}";
        String descriptor = blob(tar, manifest.getBytes(UTF_8));
        String index = "{\"schemaVersion\":2,\"manifests\":["
                + descriptor.replace(
                        "}", ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"localhost/flowers:1\"}}")
                + (extraDescriptors.length == 0 ? "" : "," + String.join(",", extraDescriptors)) + "]}";
        return tar.file("index.json", index)
                .file("oci-layout", "{\"imageLayoutVersion\": \"1.0.0\"}")
                .build();
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
        return new ImageReader()
                .readArchive(new ByteArrayInputStream(of(layers).dockerSave()), "test.tar")
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

    private static String blob(TarBuilder tar, byte[] bytes) {
        String digest = Sha256.digest(bytes).hex();
        tar.file("blobs/sha256/" + digest, bytes);
        return "{\"digest\":\"sha256:" + digest + "\",\"size\":" + bytes.length + "}";
    }
}
