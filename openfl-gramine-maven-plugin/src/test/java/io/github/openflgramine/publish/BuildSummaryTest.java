package io.github.openflgramine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.TestIds;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.ProductionRule;
import io.github.openflgramine.product.TestMeasurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildSummaryTest {

    @TempDir
    Path directory;

    private final List<String> lines = new ArrayList<>();

    private void tell(Measurements measurements, OptionalLong size, Optional<Set<InsecureSetting>> insecure)
            throws IOException {
        new BuildSummary(new BuildLog(lines::add, lines::add, text -> "*" + text + "*"))
                .tell(new BuildSummary.Request(
                        measurements,
                        "2.0",
                        size,
                        Optional.of(directory.resolve("flowers.tar.gz")),
                        insecure,
                        new LocalVersions(directory.resolve("flowers"), "flowers")));
    }

    private void installed(String version, int bytes) throws IOException {
        Path archive = directory.resolve("flowers/" + version + "/flowers-" + version + "-image.tar.gz");
        Files.createDirectories(archive.getParent());
        Files.write(archive, new byte[bytes]);
    }

    @Test
    void a_signed_image_is_shown_with_everything_that_its_user_compares() throws IOException {
        Measurements measurements = TestMeasurements.of(TestIds.image("former"), true, RemoteAttestation.NONE);
        Files.write(directory.resolve("flowers.tar.gz"), new byte[1_500_000]);
        installed("1.0", 300_000);
        installed("2.0", 1_500_000);

        tell(
                measurements,
                OptionalLong.of(471_000_000),
                Optional.of(Set.of(new InsecureSetting(ProductionRule.STAND_IN, "No Gramine.", "Add it."))));

        assertThat(lines).contains("*flowers 2.0*", "    image              flowers:1 (471.0 MB)");
        assertThat(lines).filteredOn(line -> line.contains("MRENCLAVE ")).hasSize(2);
        assertThat(lines)
                .filteredOn(line -> line.endsWith("MRSIGNER  "
                        + measurements
                                .roles()
                                .values()
                                .iterator()
                                .next()
                                .mrsigner()
                                .orElseThrow()))
                .hasSize(2);
        assertThat(String.join("\n", lines))
                .contains(
                        "archive            " + directory.resolve("flowers.tar.gz") + " (1.5 MB)",
                        "local repository   1.5 MB for this version",
                        "0.3 MB in archives of other versions (1.0); to remove them: mvn openfl-gramine:prune",
                        "insecure settings  stand_in (see the warnings",
                        "next               mvn openfl-gramine:federation");
    }

    @Test
    void an_unsigned_image_without_an_archive_says_what_it_lacks() throws IOException {
        tell(
                TestMeasurements.of(TestIds.image("former"), false, RemoteAttestation.NONE),
                OptionalLong.empty(),
                Optional.of(Set.of()));

        assertThat(String.join("\n", lines))
                .contains(
                        "MRSIGNER  none: not signed",
                        "archive            none",
                        "insecure settings  none",
                        "next               mvn openfl-gramine:generate-key")
                .doesNotContain("local repository");
    }

    @Test
    void without_a_build_nothing_is_said_of_insecure_settings() throws IOException {
        tell(
                TestMeasurements.of(TestIds.image("former"), true, RemoteAttestation.NONE),
                OptionalLong.empty(),
                Optional.empty());

        assertThat(String.join("\n", lines)).doesNotContain("insecure settings");
    }
}
