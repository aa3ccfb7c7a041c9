package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.Passphrase;
import io.github.openflgramine.release.ReleaseKey;
import io.github.openflgramine.release.ReleasePublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KitProofTest extends DeploymentFixture {

    @Test
    void no_kit_has_a_private_key_and_one_that_would_is_not_written() throws IOException {
        deploy(Optional.empty(), key());
        for (String kit : List.of("flowers-aggregator", "flowers-north", "flowers-south")) {
            assertThat(Files.readString(kit(kit), StandardCharsets.ISO_8859_1)).doesNotContain("PRIVATE KEY", ".key\0");
        }

        file("cert/cert_chain.crt", "-----BEGIN CERTIFICATE-----\n-----BEGIN EC PRIVATE KEY-----\n");
        Files.delete(kit("flowers-aggregator"));
        assertThatThrownBy(() -> deploy(Optional.empty(), key()))
                .hasMessage(
                        "The kit flowers-aggregator would contain a private key: cert/cert_chain.crt. Remove it from the"
                                + " workspace's file; only public certificates belong there.");
        assertThat(kit("flowers-aggregator")).doesNotExist();
    }

    @Test
    void a_new_image_leaves_earlier_kits_valid_and_its_kit_leaves_a_participants_own_files_alone() throws IOException {
        deploy(Optional.empty(), key());
        Path earlier = Files.copy(kit("flowers-north"), directory.resolve("earlier.tar"));
        Path north = unpack("flowers-north");
        Files.writeString(north.resolve("cert/client/col_north.key"), "own");
        Files.writeString(north.resolve("data/iris.csv"), "own");
        measurements(true, "dcap");

        deploy(Optional.empty(), key());
        unpack("flowers-north");

        assertThat(KitCheck.check(earlier, publicKey())).containsEntry("verdict", "as released");
        assertThat(KitCheck.check(north, publicKey())).containsEntry("verdict", "as released");
        assertThat(north.resolve("cert/client/col_north.key")).hasContent("own");
        assertThat(north.resolve("data/iris.csv")).hasContent("own");
    }

    @Test
    void checksums_are_those_of_coreutils_and_their_signature_that_of_openssl() throws Exception {
        deploy(Optional.empty(), Optional.of(ReleaseKey.read(KEYS.resolve("ec.pem"), Passphrase.none())));
        Path kit = unpack("flowers-aggregator");

        assertThat(run(kit, "sha256sum", "--check", "--strict", "SHA256SUMS"))
                .contains("start: OK", "save/flowers_init.pbuf: OK");
        assertThat(run(
                        kit,
                        "openssl",
                        "dgst",
                        "-sha256",
                        "-verify",
                        KEYS.resolve("public-ec.pem").toAbsolutePath().toString(),
                        "-signature",
                        "SHA256SUMS.sig",
                        "SHA256SUMS"))
                .contains("Verified OK");
    }

    @Test
    void a_changed_file_a_file_too_many_and_another_signer_are_noticed() throws IOException {
        deploy(Optional.empty(), key());
        Path kit = unpack("flowers-north");
        Files.writeString(kit.resolve("start"), "#!/bin/sh\n");
        assertThatThrownBy(() -> KitCheck.check(kit, publicKey()))
                .hasMessageStartingWith("openfl.kit=" + kit + ": start differs from the released file. SHA-256:");

        Path another = Files.copy(kit("flowers-south"), directory.resolve("south.tar"));
        assertThatThrownBy(() -> KitCheck.check(another, ReleasePublicKey.read(KEYS.resolve("public-ec.pem"))))
                .hasMessageContaining(" is not signed by the key ");

        deploy(Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> KitCheck.check(kit("flowers-south"), publicKey()))
                .hasMessageContaining(" is not signed.");
        assertThat(KitCheck.check(kit("flowers-south"), null)).containsEntry("verdict", "whole");
        assertThat(said).anyMatch(line -> line.startsWith("The kits are unsigned"));
    }
}
