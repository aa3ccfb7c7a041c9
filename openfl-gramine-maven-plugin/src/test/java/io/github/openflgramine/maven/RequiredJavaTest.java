package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class RequiredJavaTest {

    private static final int JAVA_11 = 55;

    @Test
    void java_11_can_load_the_class_that_refuses_it() throws Exception {
        try (InputStream file = Objects.requireNonNull(RequiredJava.class.getResourceAsStream("RequiredJava.class"));
                DataInputStream data = new DataInputStream(file)) {
            // Java Virtual Machine Specification, 4.1: magic, minor_version, major_version.
            data.skipNBytes(6);
            assertThat(data.readUnsignedShort()).isEqualTo(JAVA_11);
        }
    }

    @Test
    void it_is_what_maven_loads_first() throws Exception {
        assertThat(Files.readString(Path.of("src/main/resources/META-INF/plexus/components.xml")))
                .contains(RequiredJava.class.getName())
                .doesNotContain(BuildEnd.class.getName());
    }
}
