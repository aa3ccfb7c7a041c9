package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KitTest {

    @TempDir
    private Path directory;

    /** The digest is that of the first version's tar, because receivers compare a kit's bytes. */
    @Test
    void a_kits_bytes_never_change() throws IOException {
        Path model = Files.write(directory.resolve("model"), new byte[100_000]);
        Map<String, Content> files = Map.of(
                "start",
                Content.of("#!/bin/sh\n"),
                "a",
                Content.of(""),
                "save/",
                Content.of(""),
                "save/" + "long/".repeat(30) + "größe.pbuf",
                Content.of(model));
        ByteArrayOutputStream tar = new ByteArrayOutputStream();

        new Kit("kit", new TreeMap<>(files)).writeTar(tar);

        assertThat(tar.size()).isEqualTo(105_472);
        assertThat(Sha256.digest(tar.toByteArray()))
                .hasToString("d27888d5f014f48c4af3b9f88daf4be2a39e563f5c1c026c9c3a6887cd90bb5a");
    }
}
