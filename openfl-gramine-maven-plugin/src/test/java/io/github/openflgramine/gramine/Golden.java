package io.github.openflgramine.gramine;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.layers.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The reference vectors; their README describes how they were made. */
final class Golden {

    static final Path DIRECTORY = Path.of("src/test/resources/golden");
    static final Path KEY = DIRECTORY.resolve("signing-key.pem");

    private static final ImageFilesystem IMAGE = new ImageReader()
            .readRootFilesystem(DIRECTORY.resolve("rootfs.tar"))
            .filesystem();

    private Golden() {}

    static ImageFilesystem image() {
        return IMAGE;
    }

    static EnclaveSigner signer() {
        return new EnclaveSigner(IMAGE, GramineVersion.V1_9, PalOffsets.of(IMAGE));
    }

    static List<String> positives() throws IOException {
        return names(DIRECTORY, "[0-9]{2}-.*");
    }

    static List<String> refusals() throws IOException {
        return names(DIRECTORY.resolve("errors"), "[a-z0-9-]+");
    }

    private static List<String> names(Path directory, String pattern) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString())
                    .filter(name -> name.matches(pattern))
                    .sorted()
                    .toList();
        }
    }

    static byte[] bytes(String vector, String file) throws IOException {
        return Files.readAllBytes(DIRECTORY.resolve(vector).resolve(file));
    }

    static String text(String vector, String file) throws IOException {
        return Files.readString(DIRECTORY.resolve(vector).resolve(file));
    }
}
