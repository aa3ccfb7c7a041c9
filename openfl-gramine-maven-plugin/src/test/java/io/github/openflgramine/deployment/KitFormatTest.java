package io.github.openflgramine.deployment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The formats of kits: 2, which is written, and 1, in which nothing lists directories, modes and the kit's name. */
final class KitFormatTest extends DeploymentFixture {

    @Test
    void a_kit_lists_its_members_and_their_modes() throws IOException {
        deploy(Optional.empty(), key());

        assertThat(files("flowers-north").get("CONTENTS")).isEqualTo("""
                openfl-gramine-kit 3 flowers-north
                0644 README.md
                0644 cert/cert_chain.crt
                0755 cert/client/
                0644 compose.yaml
                0755 data/
                0755 import
                0755 logs/
                0644 measurements.json
                0644 plan/data.yaml
                0644 ra-tls/aggregator.env
                0644 ra-tls/collaborator.env
                0755 request
                0755 start
                0755 status
                0755 stop
                0644 tools/certificates.py
                0644 tools/connection.py
                0755 verify
                """);
    }

    @Test
    void a_kit_of_format_1_is_still_as_released() throws IOException {
        deploy(Optional.empty(), key());
        for (String kit : new String[] {"flowers-aggregator", "flowers-north"}) {
            Path file = Files.write(directory.resolve("kit.tar"), format1(kit).bytes());

            assertThat(KitCheck.check(file, publicKey())).containsEntry("verdict", "as released");
        }
    }

    @Test
    void the_name_and_the_directories_of_a_kit_of_format_1_follow_from_its_signed_files() throws IOException {
        deploy(Optional.empty(), key());
        KitBytes renamed = format1("flowers-north");
        renamed.parts()
                .replaceAll(part ->
                        KitBytes.part(part.name().replaceFirst("flowers-north", "flowers-south"), part.content()));

        assertRefused(
                renamed, "unpacks to flowers-south with the directories cert/client/ data/ logs/; its compose.yaml");
        assertRefused(format1("flowers-north").remove("flowers-north/data/"), "directories cert/client/ logs/;");
        assertRefused(
                format1("flowers-north").atEnd(KitBytes.part("flowers-north/zone/", "")), "data/ logs/ zone/; its");
        assertRefused(
                format1("flowers-north")
                        .change("flowers-north/compose.yaml", part -> KitBytes.part(part.name(), "a: b\n"))
                        .sealed(key().orElseThrow()),
                "its compose.yaml names others");
    }

    @Test
    void a_kit_of_format_2_is_still_as_released() throws IOException {
        deploy(Optional.empty(), key());
        KitBytes kit = KitBytes.of(Files.readAllBytes(kit("flowers-aggregator")))
                .remove("flowers-aggregator/status")
                .remove("flowers-aggregator/verify")
                .change(
                        "flowers-aggregator/CONTENTS",
                        part -> KitBytes.part(
                                part.name(),
                                new String(part.content(), US_ASCII)
                                        .replace("kit 3 ", "kit 2 ")
                                        .replace("0755 status\n", "")
                                        .replace("0755 verify\n", "")))
                .sealed(key().orElseThrow());
        Path file = Files.write(directory.resolve("kit.tar"), kit.bytes());

        assertThat(KitCheck.check(file, publicKey())).containsEntry("verdict", "as released");
    }

    @Test
    void a_list_cannot_be_left_out() throws IOException {
        deploy(Optional.empty(), key());
        byte[] kit = Files.readAllBytes(kit("flowers-north"));

        assertRefused(KitBytes.of(kit).remove("flowers-north/CONTENTS"), "CONTENTS differs from the released file");
    }

    @Test
    void a_list_that_disagrees_is_refused_whoever_signed_it() throws IOException {
        deploy(Optional.empty(), key());
        KitBytes kit = KitBytes.of(Files.readAllBytes(kit("flowers-north")));

        assertRefused(
                kit.atEnd(KitBytes.part("flowers-north/zone/", "")).sealed(key().orElseThrow()),
                "its CONTENTS names others");
    }

    @Test
    void a_newer_format_needs_a_newer_plugin() throws IOException {
        deploy(Optional.empty(), key());
        KitBytes kit = KitBytes.of(Files.readAllBytes(kit("flowers-north")))
                .change(
                        "flowers-north/CONTENTS",
                        part -> KitBytes.part(
                                part.name(), new String(part.content(), US_ASCII).replace("kit 3 ", "kit 4 ")));

        assertRefused(kit, "has format 4; this plugin reads 1 to 3. Use a newer openfl-gramine-maven-plugin.");
    }

    /** Returns a kit as it was written before it had a list. */
    private KitBytes format1(String kit) throws IOException {
        return KitBytes.of(Files.readAllBytes(kit(kit)))
                .remove(kit + "/CONTENTS")
                .sealed(key().orElseThrow());
    }

    private void assertRefused(KitBytes kit, String reason) throws IOException {
        Path file = Files.write(directory.resolve("kit.tar"), kit.bytes());
        assertThatThrownBy(() -> KitCheck.check(file, publicKey()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(reason);
    }
}
