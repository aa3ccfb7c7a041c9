package io.github.openflgramine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PruneArchivesTest {

    @TempDir
    Path directory;

    private final List<String> lines = new ArrayList<>();

    private Path file(String path, int bytes) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[bytes]);
    }

    private void prune(String current) throws IOException {
        new PruneArchives(new BuildLog(lines::add, lines::add)).prune(new LocalVersions(directory, "demo"), current);
    }

    @Test
    void archives_of_other_versions_go_and_everything_else_stays() throws IOException {
        Path former = file("1.0/demo-1.0-image.tar.gz", 3_000_000);
        Path timed = file("1.1-SNAPSHOT/demo-1.1-20261123.010203-1-image.tar.gz", 1_000_000);
        Path measurements = file("1.0/demo-1.0-measurements.json", 200_000);
        Path current = file("2.0/demo-2.0-image.tar.gz", 2_000_000);
        Path foreign = file("1.0/other-image.tar.gz", 1);
        Path metadata = file("maven-metadata-local.xml", 1);

        prune("2.0");

        assertThat(former).doesNotExist();
        assertThat(timed).doesNotExist();
        assertThat(List.of(measurements, current, foreign, metadata)).allMatch(Files::exists);
        assertThat(lines)
                .containsExactly(
                        "1.0                    3.2 MB, of which 3.0 MB of image archives were removed",
                        "1.1-SNAPSHOT           1.0 MB, of which 1.0 MB of image archives were removed",
                        "2.0                    2.0 MB",
                        "Freed 4.0 MB.");
    }

    @Test
    void nothing_is_removed_where_there_is_nothing() throws IOException {
        file("2.0/demo-2.0-image.tar.gz", 1);
        directory = directory.resolve("not-installed");

        prune("2.0");

        assertThat(lines).containsExactly("No other version has an image archive.");
    }
}
