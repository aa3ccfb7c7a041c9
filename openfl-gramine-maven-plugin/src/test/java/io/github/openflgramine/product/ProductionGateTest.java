package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.prepare.FirstImage;
import io.github.openflgramine.sgx.SigningKey;
import io.github.openflgramine.signing.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Insecure settings cause warnings, and fail a production build. */
final class ProductionGateTest {

    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sgx.enable_stats = true|sgx.enable_stats = true (a.manifest, line 2, column 1)",
                "sgx.profile.enable = 'main'|sgx.profile.enable = \"main\" (a.manifest, line 2, column 1)",
                "sgx.vtune_profile = true|sgx.vtune_profile = true (a.manifest, line 2, column 1)",
            })
    void statistics_and_profiling_are_for_trials(String line, String shown) {
        Manifest manifest = Manifest.parse("\n" + line + "\n", "a.manifest");

        gate(false).pass(InsecureSettings.of(manifest));
        assertThat(warnings)
                .containsExactly(shown + ": such an enclave starts only under debug builds of Gramine."
                        + " Remove it, or keep it for trials only.");

        assertThatThrownBy(() -> gate(true).pass(InsecureSettings.of(manifest)))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(shown + ": such an enclave starts only under debug builds of Gramine."
                        + " gramine.production=true refuses this. Remove it, or keep it for trials only.");
    }

    @ParameterizedTest
    @CsvSource({"sgx.enable_stats = false", "sgx.profile.enable = 'none'", "sgx.debug = false"})
    void what_is_turned_off_is_no_weakness(String line) {
        assertThat(InsecureSettings.of(Manifest.parse(line, "a.manifest"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sgx.debug = true                            | sgx.debug = true: the enclave's memory",
                "loader.log_level = 'warning'                | loader.log_level = \"warning\": the log shows the host",
                "loader.insecure__use_cmdline_argv = true    | loader.insecure__use_cmdline_argv = true gives the host control",
                "sys.insecure__allow_eventfd = true          | sys.insecure__allow_eventfd = true gives the host control",
                "sgx.file_check_policy = 'allow_all_but_log' | sgx.file_check_policy = \"allow_all_but_log\" gives the host control",
                "loader.env.A = { passthrough = true }       | loader.env.A = { passthrough = true } gives the host control",
            })
    void options_that_gramine_only_warns_of_are_for_trials(String line, String shown) {
        Manifest manifest = Manifest.parse(line + "\n", "a.manifest");

        gate(false).pass(InsecureSettings.of(manifest));
        assertThat(warnings).singleElement().asString().startsWith(shown);

        assertThatThrownBy(() -> gate(true).pass(InsecureSettings.of(manifest)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(shown)
                .hasMessageContaining("gramine.production=true refuses this. ");
    }

    @Test
    void what_the_host_has_to_give_an_actor_may_be_allowed_and_nothing_else() {
        Manifest manifest = Manifest.parse("""
                sgx.allowed_files = [
                  "file:/workspace/save/",
                  "file:/workspace/save/deeper/",
                  "file:/workspace/data/",
                  "file:src/",
                ]
                """, "a.manifest");

        assertThat(InsecureSettings.of(manifest)).isEmpty();
        assertThat(InsecureSettings.of(manifest, Role.AGGREGATOR))
                .extracting(InsecureSetting::problem)
                .containsExactly(
                        "sgx.allowed_files lists file:/workspace/data/ (a.manifest, line 4, column 3), which the host"
                                + " does not need to provide to an aggregator.",
                        "sgx.allowed_files lists file:src/ (a.manifest, line 5, column 3), which the host does not need"
                                + " to provide to an aggregator.");
        assertThat(InsecureSettings.of(manifest, Role.COLLABORATOR)).hasSize(3);
    }

    @Test
    void a_stand_in_an_unsigned_image_and_a_base_by_its_tag_are_for_trials() {
        assertThat(InsecureSettings.ofGramine(GramineVersion.parse("1.9+standin")))
                .hasSize(1);
        assertThat(InsecureSettings.ofGramine(GramineVersion.V1_9)).isEmpty();
        assertThat(InsecureSettings.ofBaseImage("debian:bookworm-slim")).hasSize(1);
        assertThat(InsecureSettings.ofBaseImage(FirstImage.DEFAULT_BASE)).isEmpty();
        assertThatThrownBy(() -> gate(true).passUnsigned("demo:1.0-direct"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("Not signed: demo:1.0-direct runs under gramine-direct only, without SGX."
                        + " gramine.production=true refuses this. Sign it: mvn openfl-gramine:generate-key");
    }

    @Test
    void a_build_warns_of_each_once_and_counts_them() {
        ProductionGate gate = gate(false);
        Manifest manifest = Manifest.parse("sgx.debug = true\nloader.log_level = 'all'\n", "a.manifest");
        gate.tellCount();
        assertThat(warnings).isEmpty();

        gate.pass(InsecureSettings.of(manifest));
        gate.pass(InsecureSettings.of(manifest));
        gate.tellCount();

        assertThat(warnings).hasSize(3);
        assertThat(warnings.get(2))
                .isEqualTo("2 of the warnings above would fail a production build (gramine.production=true)");
    }

    @Test
    void production_names_all_insecureSettings_at_once() {
        Manifest manifest = Manifest.parse("sgx.enable_stats = true\nsgx.vtune_profile = true\n", "a.manifest");

        assertThatThrownBy(() -> gate(true).pass(InsecureSettings.of(manifest)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("gramine.production=true refuses each of these:\n    sgx.enable_stats = true (")
                .hasMessageContaining("\n    sgx.vtune_profile = true (")
                .hasMessageEndingWith("\n Fix all of them.");
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_key_that_others_can_read_is_warned_about_and_refused_in_production(@TempDir Path directory)
            throws IOException {
        Path file = Files.copy(Path.of("src/test/resources/golden/signing-key.pem"), directory.resolve("key.pem"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        try (SigningKey key = new SigningKeys(directory, gate(false)).open("key.pem", Passphrase.none())) {
            assertThat(key.mrsigner()).hasToString("1e33bd305e49d2ba0490cbc154e42da2bfba7b3f1742e6b5c90edea28154073e");
        }
        assertThat(warnings)
                .containsExactly(
                        "The signing key " + file + " can be read by others." + " Restrict it: chmod 600 " + file);

        SigningKeys production = new SigningKeys(directory, gate(true));
        assertThatThrownBy(() -> production.open("key.pem", Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("The signing key " + file + " can be read by others. gramine.production=true refuses this."
                        + " Restrict it: chmod 600 " + file);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        production.open("key.pem", Passphrase.none()).close();
    }

    @Test
    void the_passphrase_is_wiped_whatever_happens(@TempDir Path directory) {
        Passphrase passphrase = Passphrase.of("secret");
        char[] characters = passphrase.characters();

        assertThatThrownBy(() -> new SigningKeys(directory, gate(false)).open("absent.pem", passphrase))
                .isInstanceOf(GraminizeException.class);

        assertThat(characters).containsOnly('\0');
    }

    private ProductionGate gate(boolean production) {
        return new ProductionGate(production, new BuildLog(line -> {}, warnings::add));
    }
}
