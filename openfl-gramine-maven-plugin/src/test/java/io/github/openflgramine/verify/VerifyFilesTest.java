package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.GoldenRootfs;
import io.github.openflgramine.graminize.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

final class VerifyFilesTest extends SignedManifestFixture {

    @Test
    void a_changed_file_is_named_with_both_digests_under_each_other() throws IOException {
        flip(LISTED, 3, 7);

        assertThatThrownBy(this::verify).isInstanceOf(GraminizeException.class).hasMessage("""
                %s is not as expected. openfl: file:/usr/lib/python3.11/mod_07.py is not the file that the manifest lists:
                  expected  %s
                  found     %s
                It is the only difference. Do not start it. Get it again, and compare with the values received from its builder out of band.""".formatted(
                        manifest,
                        Sha256.digest(new GoldenRootfs().content(LISTED)),
                        Sha256.digest(new GoldenRootfs().flipped(LISTED, 3, 7).content(LISTED))));
    }

    @Test
    void the_libos_is_compared_too() throws IOException {
        flip("usr/lib/x86_64-linux-gnu/gramine/libsysdb.so", 2999, 0);

        assertRefused("file:/usr/lib/x86_64-linux-gnu/gramine/libsysdb.so is not the file that the manifest lists:");
    }

    @Test
    void of_many_changed_files_the_first_is_told_and_all_are_shown() throws IOException {
        GoldenRootfs changed = new GoldenRootfs();
        for (int number = 1; number < 4; number++) {
            changed.flipped("usr/lib/python3.11/mod_0%d.py".formatted(number), 0, 0);
        }
        rootfs = changed.writeTo(scratch.resolve("rootfs.tar"));

        assertRefused("mod_01.py is not", "It is the first of 4 differences, shown above.");
        assertThat(differences())
                .containsExactly(
                        "file:/usr/lib/python3.11/mod_01.py is not the file that the manifest lists",
                        "file:/usr/lib/python3.11/mod_02.py is not the file that the manifest lists",
                        "file:/usr/lib/python3.11/mod_03.py is not the file that the manifest lists",
                        // A hard link to the last one.
                        "file:/usr/lib/python3.11/pkg/hardlink.py is not the file that the manifest lists");
    }

    @Test
    void a_directory_in_the_place_of_a_listed_file_is_called_one() throws IOException {
        rootfs = scratch.resolve("rootfs");
        TestImage.withPython(rootfs, "/usr");
        Files.createDirectories(rootfs.resolve("usr/lib/python3.11/mod_00.py"));

        assertThat(differences())
                .contains("file:/usr/lib/python3.11/mod_00.py is not the file that the manifest lists");
        assertThat(table()).contains("found     a directory");
    }

    @Test
    void an_absent_file_is_accepted_only_when_that_is_said() throws IOException {
        manifest = copyOf("07-duplicates-and-hashes");

        assertRefused(
                "file:/workspace/absent-but-hashed is listed but missing:\n  expected  abababab",
                "\n  found     absent\n",
                "-Dgramine.allowAbsent");

        allowAbsent = true;
        JsonNode verdict = assertAgrees();
        assertThat(verdict.at("/roles/openfl/accepted_as_absent/0").asText())
                .isEqualTo("file:/workspace/absent-but-hashed");
        assertThat(verdict.path("proves").asText()).endsWith(" Missing files were accepted.");
    }
}
