package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of all kinds of kits, as other shells and ShellCheck read them. ./run-tests installs these. */
final class KitShellTest extends DeploymentFixture {

    @ParameterizedTest
    @ValueSource(strings = {"none", "dcap"})
    void scripts_are_clean(String attestation) throws Exception {
        measurements(true, attestation);
        deploy(Optional.empty(), Optional.empty());
        check();
        executableJar = Optional.of(Sha256.digest(new byte[0]));
        deploy(Optional.of(DIGEST), Optional.empty());
        check();
        deploy(Optional.empty(), Optional.empty());
        check();
    }

    @Test
    void attested_federations_have_clean_scripts_too() throws Exception {
        attest("aggregator");
        executableJar = Optional.of(Sha256.digest(new byte[0]));
        deploy(Optional.empty(), Optional.empty());
        check();
        executableJar = Optional.empty();
        deploy(Optional.empty(), Optional.empty());
        check();
    }

    @Test
    void unsigned_images_have_clean_scripts_too() throws Exception {
        measurements(false, "none");
        deploy(Optional.empty(), Optional.empty());
        check();
    }

    private void check() throws Exception {
        for (String kit : new String[] {"flowers-aggregator", "flowers-north", "flowers-south"}) {
            Path unpacked = unpack(kit);
            for (String script : Kit.SCRIPTS) {
                if (Files.exists(unpacked.resolve(script))) {
                    assertThat(run(unpacked, "shellcheck", "--shell=sh", script))
                            .isEmpty();
                    assertThat(run(unpacked, "dash", "-n", script)).isEmpty();
                    assertThat(run(unpacked, "busybox", "sh", "-n", script)).isEmpty();
                }
            }
        }
    }
}
