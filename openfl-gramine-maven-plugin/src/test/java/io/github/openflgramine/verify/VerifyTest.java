package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.GoldenFile;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.GoldenRootfs;
import io.github.openflgramine.graminize.TestImage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigningKeyReader;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.DeclaredEnclave;
import io.github.openflgramine.signing.SignManifest;
import io.github.openflgramine.signing.Signing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signed manifest over a root file system: what agrees, and each way in which it may not. */
final class VerifyTest {

    private static final Path GOLDEN = GoldenRootfs.GOLDEN;
    private static final Path TEXTS = Path.of("src/test/resources/texts");
    private static final String MRSIGNER = "1e33bd305e49d2ba0490cbc154e42da2bfba7b3f1742e6b5c90edea28154073e";
    private static final String LISTED = "usr/lib/python3.11/mod_07.py";
    private static final String ZEROS = "0".repeat(64);

    @TempDir
    Path scratch;

    private Path manifest;
    private Path rootfs = GoldenRootfs.TAR;
    private Optional<Path> sig = Optional.empty();
    private Optional<Path> libpal = Optional.empty();
    private Optional<Path> measurements = Optional.empty();
    private Optional<String> mrsigner = Optional.empty();
    private Optional<String> mrenclave = Optional.empty();
    private Optional<String> aggregatorMrenclave = Optional.empty();
    private Optional<String> version = Optional.empty();
    private boolean allowAbsent;

    @BeforeEach
    void layOut() throws IOException {
        manifest = copyOf("06-odd-names");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-defaults",
                "02-16G-512-threads",
                "03-edmm",
                "04-edmm-default-size",
                "05-debug-exinfo-cpu",
                "06-odd-names",
                "07-duplicates-and-hashes",
                "08-symlinked-entries",
                "09-hex-size-and-comments",
                "10-10000-files"
            })
    void what_sign_manifest_writes_verifies(String vector) throws IOException {
        Path signed = scratch.resolve("signed");
        BuildLog silent = new BuildLog(line -> {}, line -> {});
        new SignManifest(silent, new ProductionGate(false, silent))
                .sign(new SignManifest.Request(
                        new DeclaredEnclave(
                                GOLDEN.resolve(vector).resolve("openfl.manifest"),
                                rootfs,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.of(signed),
                        new Signing(
                                SigningKeyReader.read(GOLDEN.resolve("signing-key.pem"), Optional.empty()),
                                SigstructDate.NONE)));
        manifest = signed.resolve("openfl.manifest.sgx");
        allowAbsent = vector.startsWith("07") || vector.startsWith("10");
        mrsigner = Optional.of(MRSIGNER);
        mrenclave = Optional.of(new ObjectMapper()
                .readTree(GOLDEN.resolve(vector).resolve("expected.json").toFile())
                .path("mrenclave")
                .asText());

        JsonNode verdict = assertAgrees();
        assertThat(verdict.path("verdict").asText()).isEqualTo("as expected");
        assertThat(verdict.path("roles").path("openfl").path("mrsigner").asText())
                .isEqualTo(MRSIGNER);
        assertThat(verdict.path("roles").path("openfl").path("mrenclave").asText())
                .isEqualTo(mrenclave.get());
    }

    @Test
    void the_table_reads_as_before() throws IOException {
        mrsigner = Optional.of(MRSIGNER);
        GoldenFile.assertIs(TEXTS.resolve("verify-manifest.txt"), table(), VerifyTest.class);
    }

    @Test
    void the_table_of_differences_reads_as_before() throws IOException {
        flip(LISTED, 0, 0);
        mrenclave = Optional.of(ZEROS);
        mrsigner = Optional.of(ZEROS);
        GoldenFile.assertIs(TEXTS.resolve("verify-differences.txt"), table(), VerifyTest.class);
    }

    @Test
    void without_an_expectation_it_says_that_it_does_not_know_who_made_it() throws IOException {
        JsonNode verdict = assertAgrees();

        assertThat(verdict.path("verdict").asText()).isEqualTo("consistent");
        assertThat(verdict.path("compared_with")).isEmpty();
        assertThat(verdict.path("proves").asText())
                .isEqualTo(
                        "It is consistent; who built it is not checked. Give the values that you received from its builder out of band:"
                                + " gramine.mrenclave, or gramine.mrsigner, or gramine.measurements.");
    }

    @Test
    void a_signer_alone_does_not_tell_which_build_it_is() throws IOException {
        mrsigner = Optional.of(MRSIGNER.toUpperCase(Locale.ROOT));

        assertThat(assertAgrees().path("proves").asText())
                .isEqualTo("It was signed by the expected signer. Only an expected MRENCLAVE identifies the build.");
    }

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
    void another_signer_is_shown_with_both_digests() {
        mrsigner = Optional.of(ZEROS);

        assertRefused("""
                openfl: mrsigner differs from gramine.mrsigner:
                  expected  %s
                  found     %s
                """.formatted(ZEROS, MRSIGNER));
    }

    @Test
    void another_build_of_the_same_signer_is_told_from_a_change_after_signing() throws IOException {
        mrenclave = Optional.of(ZEROS);

        assertRefused(
                "mrenclave differs from gramine.mrenclave",
                "suspect   another build: this one is consistent with its own signature");
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

    @Test
    void a_manifest_that_was_edited_is_shown_with_the_line_that_a_signer_would_write() throws IOException {
        editManifest("max_threads = 8", "max_threads = 0x8");

        assertRefused("""
                openfl: openfl.manifest.sgx, line 23, differs from what Gramine's signer writes:
                  expected  max_threads = 8
                  found     max_threads = 0x8
                """);
        assertThat(table()).contains("suspect   the manifest: no signer writes it like this");
    }

    @Test
    void a_manifest_before_signing_is_not_complete() throws IOException {
        Files.copy(GOLDEN.resolve("06-odd-names/openfl.manifest"), manifest, StandardCopyOption.REPLACE_EXISTING);

        assertRefused("openfl.manifest.sgx, line 1, differs from what Gramine's signer writes");
    }

    @Test
    void a_manifest_that_gramine_would_refuse_is_a_difference() throws IOException {
        editManifest("max_threads", "max_treads");

        assertRefused("openfl: Gramine 1.9 does not know sgx.max_treads (openfl.manifest.sgx, line 23, column 1).");
    }

    @Test
    void a_manifest_that_is_no_text_is_a_difference() throws IOException {
        byte[] text = Files.readAllBytes(manifest);
        text[3] = (byte) 0xff;
        Files.write(manifest, text);

        assertRefused("openfl: openfl.manifest.sgx is not TOML: line 1 has the byte 0xff, which is not UTF-8.");
    }

    @Test
    void what_a_manifest_says_cannot_move_the_terminals_cursor() throws IOException {
        editManifest("max_threads", "\"max\\u001b[31m\"");

        assertThatThrownBy(this::verify)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("\u001b"));
        assertThat(table()).doesNotContain("\u001b");
    }

    @Test
    void the_rules_are_those_of_the_given_version() {
        version = Optional.of("1.7");

        assertRefused("openfl: loader.entrypoint is a table", "Gramine 1.7 expects");
    }

    @Test
    void what_is_given_for_another_kind_of_thing_is_refused() {
        aggregatorMrenclave = Optional.of(ZEROS);
        assertRefused("gramine.aggregatorMrenclave or gramine.collaboratorMrenclave is given", "-Dgramine.mrenclave=");
    }

    @Test
    void an_expectation_that_is_no_digest_is_refused() {
        mrenclave = Optional.of("12ab");
        assertRefused("gramine.mrenclave=12ab is not a digest; expected 64 hexadecimal digits.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                        | is not a measurements file; expected one JSON object.",
                "{                         | is not JSON at line 1, column 2; expected a measurements file.",
                "{\"roles\": {}}            | has no /roles/openfl/mrenclave; expected 64 hexadecimal digits.",
                "{\"roles\": {\"openfl\": 1}} | /roles/openfl is 1; expected an object.",
                "{\"version\": 3}            | is version 3; this plugin reads 1 and 2.",
            })
    void measurements_that_say_nothing_of_it_are_refused(String json, String reason) throws IOException {
        measurements = Optional.of(Files.writeString(scratch.resolve("measurements.json"), json));
        assertRefused("gramine.measurements=" + scratch.resolve("measurements.json"), reason);
    }

    @Test
    void files_that_are_not_there_are_named_by_their_property() {
        sig = Optional.of(scratch.resolve("none.sig"));
        assertRefused("gramine.sig=" + scratch.resolve("none.sig") + " does not exist.");
        manifest = scratch.resolve("none.manifest.sgx");
        assertRefused("gramine.manifest=" + manifest + " does not exist.");
        manifest = GOLDEN.resolve("01-defaults/openfl.manifest");
        assertRefused("its name does not end in .manifest.sgx.", "Give the signed manifest");
    }

    private Path copyOf(String vector) throws IOException {
        for (String name : List.of("openfl.manifest.sgx", "openfl.sig")) {
            Files.copy(
                    GOLDEN.resolve(vector).resolve(name), scratch.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        return scratch.resolve("openfl.manifest.sgx");
    }

    private void flip(String file, int position, int bit) {
        rootfs = new GoldenRootfs().flipped(file, position, bit).writeTo(scratch.resolve("rootfs.tar"));
    }

    private void flipInFile(String name, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(scratch.resolve(name));
        bytes[position] ^= 1;
        Files.write(scratch.resolve(name), bytes);
    }

    private void editManifest(String from, String to) throws IOException {
        Files.writeString(manifest, Files.readString(manifest).replace(from, to));
    }

    private Verdict look() throws IOException {
        BuildLog silent = new BuildLog(line -> {}, line -> {});
        Expectations expected =
                new Expectations(measurements, mrsigner, mrenclave, aggregatorMrenclave, Optional.empty());
        return new Verify(silent, new Verify.Request(expected, version, libpal, allowAbsent))
                .manifest(manifest, sig, rootfs);
    }

    private void verify() throws IOException {
        look().requireAgreement();
    }

    /** Paths of this test's directory replaced, so that the text is always the same. */
    private String table() throws IOException {
        return look().text(Inspect.Format.TABLE).replace(scratch.toString(), "/scratch");
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(look().text(Inspect.Format.JSON));
    }

    private List<String> differences() throws IOException {
        return json().at("/roles/openfl/differences").findValuesAsText("what");
    }

    private JsonNode assertAgrees() throws IOException {
        verify();
        return json();
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(this::verify)
                .isInstanceOf(GraminizeException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
    }
}
