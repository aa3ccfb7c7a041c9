package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MeasurementsFileTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void choose() {
        file = directory.resolve("target").resolve(MeasurementsFile.NAME);
    }

    @Test
    void is_read_as_it_was_written_in_the_order_of_its_fields() throws IOException {
        ObjectNode tree = MeasurementsFile.newTree();
        tree.put("image", "größe:1");
        tree.putObject("roles").put("z", 1).put("a", true);

        MeasurementsFile.write(file, tree);

        assertThat(file).content().isEqualTo("""
                {
                  "image": "größe:1",
                  "roles": {
                    "z": 1,
                    "a": true
                  }
                }
                """);
        assertThat(MeasurementsFile.read(file)).isEqualTo(tree);
    }

    @Test
    void a_missing_one_is_to_be_built() {
        assertThatThrownBy(() -> MeasurementsFile.read(file))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("There is no " + file + ". Build the image first: mvn package");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "text"})
    void another_files_content_is_refused(String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);

        assertThatThrownBy(() -> MeasurementsFile.read(file))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(file + " is not a measurements file. Build the image again: mvn package");
    }
}
