package io.github.openflgramine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that is kept in the repository, so that reviews show changes of what users see. */
public final class GoldenFile {

    private static final String UPDATE = "openfl-gramine.update";

    private GoldenFile() {}

    /** Compares the text with the file, or writes the file if {@code -Dopenfl-gramine.update=true} is set. */
    public static void assertIs(Path file, String actual, Class<?> test) throws IOException {
        if (Boolean.getBoolean(UPDATE)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, actual);
        }
        assertThat(actual)
                .as(
                        "%s is out of date. If the change is meant, run%n    mvn -pl openfl-gramine-maven-plugin -am test"
                                + " -Dtest=%s -D%s=true%nand commit the file with what caused it.",
                        file.normalize(), test.getSimpleName(), UPDATE)
                .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    }
}
