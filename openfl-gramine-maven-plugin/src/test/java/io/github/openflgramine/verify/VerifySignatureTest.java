package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.GoldenRootfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VerifySignatureTest extends SignedManifestFixture {

    @Test
    void a_manifest_without_a_sig_is_measured_and_called_unsigned() throws IOException {
        Files.delete(scratch.resolve("openfl.sig"));

        JsonNode verdict = assertAgrees();
        assertThat(verdict.at("/roles/openfl/signed").asBoolean()).isFalse();
        assertThat(verdict.at("/roles/openfl/mrenclave").asText()).hasSize(64);
        assertThat(verdict.at("/roles/openfl/mrsigner").isMissingNode()).isTrue();
        assertThat(verdict.path("proves").asText())
                .startsWith(
                        "Not signed: runs under gramine-direct only, without SGX. It is consistent; who built it is not checked.");

        mrsigner = Optional.of(MRSIGNER);
        assertRefused("mrsigner differs from gramine.mrsigner:\n  expected  " + MRSIGNER + "\n  found     not signed");
    }

    @Test
    void the_sig_of_another_enclave_does_not_pass() throws IOException {
        sig = Optional.of(GOLDEN.resolve("05-debug-exinfo-cpu/openfl.sig"));

        assertThat(differences())
                .containsExactly(
                        "MRENCLAVE is not the one in openfl.sig",
                        "openfl.sig: MISCSELECT differs from the manifest",
                        "openfl.sig: ATTRIBUTES_FLAGS differs from the manifest",
                        "openfl.sig: ATTRIBUTES_XFRM differs from the manifest",
                        "openfl.sig: ATTRIBUTEMASK_XFRM differs from the manifest",
                        "openfl.sig: ISVPRODID differs from the manifest",
                        "openfl.sig: ISVSVN differs from the manifest");
        assertThat(table()).contains("expected  0x0000\n", "found     0xffff\n");
    }

    @Test
    void a_damaged_sig_is_named_as_the_cause() throws IOException {
        flipInFile("openfl.sig", 960);

        assertRefused(
                "MRENCLAVE is not the one in openfl.sig", "suspect   openfl.sig itself, see below", "the first of 2");
        assertThat(differences()).contains("openfl.sig: SIGNATURE is not a signature of this SIGSTRUCT by its key");
    }

    @Test
    void a_sig_of_another_size_is_a_difference() throws IOException {
        Files.write(scratch.resolve("openfl.sig"), new byte[12]);

        assertRefused("openfl: openfl.sig: the file has 12 bytes; a SIGSTRUCT has 1808.\n");
    }

    @Test
    void other_constants_are_the_suspect_when_those_of_all_versions_fit() throws IOException {
        String constants = new String(new GoldenRootfs().content(GoldenRootfs.OFFSETS), StandardCharsets.UTF_8);
        rootfs = new GoldenRootfs()
                .with(
                        GoldenRootfs.OFFSETS,
                        constants
                                .replace("ENCLAVE_STACK_SIZE = 0x40000", "ENCLAVE_STACK_SIZE = 0x50000")
                                .getBytes(StandardCharsets.UTF_8))
                .writeTo(scratch.resolve("rootfs.tar"));

        assertRefused(
                "MRENCLAVE is not the one in openfl.sig",
                "suspect   /usr/lib/python3/dist-packages/_graminelibos_offsets.py: with the constants common to Gramine 1.5 to 1.9");
    }

    @Test
    void another_libpal_leaves_every_input_under_suspicion() throws IOException {
        byte[] pal = new GoldenRootfs().content(GoldenRootfs.LIBPAL);
        pal[0x1050] ^= 1;
        libpal = Optional.of(Files.write(scratch.resolve("libpal.so"), pal));

        assertRefused("suspect   a value in the manifest, or libpal.so (sha256 %s), or its constants in /usr/lib"
                .formatted(Sha256.digest(pal)));
    }

    @Test
    void measurements_with_this_very_manifest_clear_it() throws IOException {
        byte[] pal = new GoldenRootfs().content(GoldenRootfs.LIBPAL);
        pal[0x1050] ^= 1;
        libpal = Optional.of(Files.write(scratch.resolve("libpal.so"), pal));
        measurements = Optional.of(Files.writeString(scratch.resolve("measurements.json"), """
                {"roles": {"openfl": {"mrenclave": "%s", "manifest_sha256": "%s"}}}
                """.formatted(
                        ZEROS, Sha256.digest(Files.readAllBytes(manifest)))));

        assertRefused("suspect   libpal.so (sha256 ");
    }

    @Test
    void a_pal_that_is_none_is_a_difference() throws IOException {
        libpal = Optional.of(Files.writeString(scratch.resolve("libpal.so"), "text"));

        assertRefused("openfl: libpal.so has no ELF header; expected an ELF64 image for x86-64.\n");
    }
}
