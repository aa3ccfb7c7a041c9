package io.github.openflgramine.toml;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.gramine.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with the output of the real tomli_w; the README next to the resource describes how it was made. */
final class TomlWriterTest {

    static Stream<Arguments> boundaries() throws IOException {
        String all = Files.readString(Path.of("src/test/resources/tomli_w/boundaries.txt"));
        return Arrays.stream(all.split("=====\n", -1))
                .map(document -> document.split("-----\n", -1))
                .map(parts -> Arguments.of(parts[0].strip(), parts[1], parts[2]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("boundaries")
    void writes_the_bytes_of_tomli_w(String name, String document, String written) {
        assertThat(rewrite(document)).isEqualTo(written);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("boundaries")
    void rewriting_what_was_written_changes_nothing(String name, String document, String written) {
        assertThat(rewrite(written)).isEqualTo(written);
    }

    @Test
    void an_empty_document_is_empty() {
        assertThat(rewrite("# nothing\n")).isEmpty();
    }

    private static String rewrite(String document) {
        return new String(Manifest.parse(document, "document").bytes(), StandardCharsets.UTF_8);
    }
}
