package io.github.openflgramine.signing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.graminize.TestImage;
import io.github.openflgramine.layers.SavedImage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigningKeyReader;
import io.github.openflgramine.sgx.SigstructDate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signs a manifest with a root file system and a key: writes two files, or nothing and an error. */
final class SignManifestTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path VECTOR = GOLDEN.resolve("06-odd-names");
    private static final Path ROOTFS = GOLDEN.resolve("rootfs.tar");

    @TempDir
    Path scratch;

    private final List<String> lines = new ArrayList<>();
    private Path output;
    private boolean production;
    private Path manifest;
    private Path rootfs = ROOTFS;
    private Optional<Path> libpal = Optional.empty();
    private Optional<String> version = Optional.empty();
    private Optional<Path> layers = Optional.empty();

    @BeforeEach
    void layOut() {
        output = scratch.resolve("out");
        manifest = VECTOR.resolve("openfl.manifest");
    }

    @Test
    void a_tar_gives_the_references_bytes() throws IOException {
        sign();

        assertVectorsBytes();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("WARNING"))
                .containsExactly(
                        "WARNING Link /usr/lib/python3.11/pkg/link_abs.py is not listed, as with Gramine's own tools."
                                + " List it by name if it is needed.",
                        "WARNING Link /usr/lib/python3.11/pkg/link_up.py is not listed, as with Gramine's own tools."
                                + " List it by name if it is needed.");
    }

    @Test
    void the_same_tar_with_gzip_gives_them_too() throws IOException {
        rootfs = scratch.resolve("rootfs.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(rootfs))) {
            Files.copy(ROOTFS, out);
        }
        sign();

        assertVectorsBytes();
    }

    @Test
    void the_console_shows_what_gramines_signer_shows_and_who_signed() throws IOException {
        sign();

        assertThat(lines)
                .containsSubsequence(Files.readAllLines(VECTOR.resolve("memory-map.txt")))
                .contains(
                        "    mr_signer:   1e33bd305e49d2ba0490cbc154e42da2bfba7b3f1742e6b5c90edea28154073e",
                        "    date:        2026-11-23",
                        "Wrote " + output.resolve("openfl.sig"));
    }

    @Test
    void a_directory_without_dpkg_and_offsets_is_taken_with_two_notes() throws IOException {
        rootfs = small();
        libpal = Optional.of(scratch.resolve("libpal.so"));
        sign();

        assertThat(output.resolve("small.sig")).hasSize(1808);
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).contains("checked for Gramine 1.9."))
                .anySatisfy(line -> assertThat(line).contains("the constants common to Gramine 1.5 to 1.9 are used."));
    }

    @Test
    void a_known_layer_of_an_image_that_was_changed_is_refused_as_an_unknown_one_is() throws IOException {
        byte[] archive = SavedImage.of(small(), "demo:1.0").archive();
        rootfs = Files.write(scratch.resolve("image.tar"), archive);
        libpal = Optional.of(scratch.resolve("libpal.so"));
        layers = Optional.of(scratch.resolve("layers"));
        sign();
        byte[] signed = Files.readAllBytes(output.resolve("small.manifest.sgx"));

        String changed = new String(archive, ISO_8859_1).replace("python\0", "Python\0");
        Files.write(rootfs, changed.getBytes(ISO_8859_1));

        assertRefused("is not the layer that the image's configuration names");
        layers = Optional.empty();
        assertRefused("is not the layer that the image's configuration names");
        assertThat(output.resolve("small.manifest.sgx")).hasBinaryContent(signed);
    }

    @Test
    void a_version_that_is_given_counts_for_the_manifest() throws IOException {
        rootfs = small();
        libpal = Optional.of(scratch.resolve("libpal.so"));
        version = Optional.of("1.7");

        assertRefused("loader.entrypoint", "Gramine 1.7 expects");
    }

    @Test
    void a_version_other_than_the_installed_one_is_warned_about() throws IOException {
        version = Optional.of("1.8");
        sign();

        assertThat(lines)
                .contains("WARNING gramine.version is 1.8, but the root file system has Gramine 1.9."
                        + " Omit gramine.version unless another version will run this enclave.");
    }

    /** Derived: the names that Gramine's signer writes without {@code --chroot}, run in the manifest's directory. */
    @Test
    void on_this_machine_relative_paths_start_in_the_manifests_directory() throws IOException {
        Path example = scratch.resolve("example");
        small();
        Files.move(scratch.resolve("libpal.so"), scratch.resolve("pal"));
        for (String file :
                List.of("libsysdb.so", "redis-server", "scripts/a.lua", "scripts/sub/b", "real/x.so", "../up/u")) {
            Files.createDirectories(example.resolve(file).getParent());
            Files.writeString(example.resolve(file), file);
        }
        Files.createSymbolicLink(example.resolve("lib"), Path.of("real"));
        Files.createSymbolicLink(example.resolve("scripts/link"), Path.of("../redis-server"));
        manifest = Files.writeString(example.resolve("redis-server.manifest"), """
                loader.entrypoint.uri = "file:libsysdb.so"
                libos.entrypoint = "redis-server"
                fs.mounts = [ { path = "/lib", uri = "file:lib" } ]
                sgx.trusted_files = ["file:redis-server", "file:./scripts//", "file:lib/", "file:../up/"]
                sgx.allowed_files = ["file:scripts/sub/"]
                """);
        libpal = Optional.of(scratch.resolve("pal"));
        rootfs = Path.of("/");
        sign();

        assertThat(Files.readAllLines(output.resolve("redis-server.manifest.sgx")))
                .filteredOn(line -> line.startsWith("uri = "))
                .containsExactly(
                        "uri = \"file:libsysdb.so\"",
                        "uri = \"file:redis-server\"",
                        "uri = \"file:scripts/a.lua\"",
                        "uri = \"file:scripts/link\"",
                        "uri = \"file:scripts/sub/b\"",
                        "uri = \"file:lib/x.so\"",
                        "uri = \"file:../up/u\"");
        String covered = "WARNING sgx.allowed_files lists file:scripts/sub/ (redis-server.manifest, line 5, column 22),"
                + " which covers the trusted file " + example.resolve("scripts/sub/b");
        assertThat(lines).anyMatch(line -> line.startsWith(covered));
    }

    @Test
    void in_a_root_file_system_a_relative_path_is_refused_without_naming_another_file() throws IOException {
        manifest = withLine("sgx.trusted_files = [\"file:scripts/\"]");

        assertRefused(
                "sgx.trusted_files lists file:scripts/, which is relative, and an image has no directory in which relative"
                        + " paths start (openfl.manifest, line 6, column 22). Write the absolute path that the file has in the"
                        + " image. Only sign-manifest without gramine.rootfs takes paths relative to the manifest's directory, as"
                        + " gramine-sgx-sign does.");
    }

    @Test
    void an_allowed_entry_that_covers_a_trusted_file_is_warned_about_and_refused_in_production() throws IOException {
        manifest = withLine("sgx.trusted_files = [\"file:/usr/bin/\"]\nsgx.allowed_files = [\"file:/usr/\"]");
        sign();

        assertThat(lines)
                .anyMatch(line -> line.startsWith("WARNING sgx.allowed_files lists file:/usr/ (openfl.manifest, line 7,"
                        + " column 22), which covers the trusted file /usr/bin/"));
        production = true;
        assertRefused("sgx.allowed_files lists file:/usr/", "gramine.production=true refuses this.");
    }

    @Test
    void an_enclave_size_that_only_the_signer_reads_is_warned_about() throws IOException {
        manifest = Files.writeString(
                scratch.resolve("openfl.manifest"),
                Files.readString(withLine("")).replace("\"64M\"", "\"0x4000000\""));
        sign();

        assertThat(lines)
                .contains(
                        "WARNING sgx.enclave_size is \"0x4000000\" (openfl.manifest, line 3, column 1): Gramine's loader"
                                + " does not start an enclave with a hexadecimal size. Write \"64M\".");
    }

    private Path withLine(String line) throws IOException {
        return Files.writeString(scratch.resolve("openfl.manifest"), """
                libos.entrypoint = "/usr/bin/python3"
                fs.mounts = [ { path = "/lib", uri = "file:/usr/lib/x86_64-linux-gnu/gramine/runtime/glibc" } ]
                sgx.enclave_size = "64M"
                sgx.max_threads = 4

                """ + line + "\n");
    }

    @Test
    void without_libpal_nothing_can_be_measured() throws IOException {
        rootfs = small();

        assertRefused("has no /usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so", "-Dgramine.libpal=");
    }

    @Test
    void a_refused_manifest_leaves_the_former_pair_as_it_was() throws IOException {
        sign();
        manifest = scratch.resolve("openfl.manifest");
        Files.writeString(manifest, "nonsense");

        assertRefused("openfl.manifest is not TOML: line 1, column 9");
        assertVectorsBytes();
    }

    @Test
    void production_refuses_what_only_a_debug_build_of_gramine_starts_and_writes_nothing() throws IOException {
        manifest = scratch.resolve("openfl.manifest");
        Files.writeString(
                manifest, Files.readString(VECTOR.resolve("openfl.manifest")) + "\nsgx.enable_stats = true\n");
        production = true;

        assertRefused("sgx.enable_stats = true (openfl.manifest, line ", "gramine.production=true refuses this.");
        assertThat(output).doesNotExist();
    }

    @Test
    void where_one_of_the_two_cannot_be_written_neither_is() throws IOException {
        Files.createDirectories(output.resolve("openfl.sig/directory"));

        assertRefused("openfl.sig is a directory; a file is written there.");
        assertThat(filesIn(output)).isEmpty();
    }

    @Test
    void when_the_last_move_fails_the_others_are_undone() throws IOException {
        sign();
        Files.createDirectories(output.resolve("sig/x"));
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        contents.put(output.resolve("openfl.manifest.sgx"), new byte[] {1});
        contents.put(output.resolve("openfl.tbs"), new byte[] {2});
        contents.put(output.resolve("sig"), new byte[] {3});

        assertThatThrownBy(() -> EnclaveOutput.write(contents)).isInstanceOf(IOException.class);

        assertVectorsBytes();
    }

    @Test
    void the_manifests_name_gives_theirs() {
        manifest = GOLDEN.resolve("README.md");
        assertRefused("gramine.manifest=", "its name does not end in .manifest");
    }

    @Test
    void a_manifest_that_is_not_there_or_no_utf8_is_said_so() throws IOException {
        manifest = scratch.resolve("none.manifest");
        assertRefused("none.manifest does not exist.");

        Files.write(manifest, new byte[] {'a', '\n', 'b', (byte) 0xe9});
        assertRefused("is not TOML: line 2 has the byte 0xe9, which is not UTF-8. Save it as UTF-8.");
    }

    @Test
    void a_root_file_system_that_is_not_there_is_said_so() {
        rootfs = scratch.resolve("nowhere");
        assertRefused("gramine.rootfs=", "nowhere does not exist.");
    }

    @Test
    void an_output_that_is_a_file_is_said_so() throws IOException {
        Files.writeString(output, "");
        assertRefused("gramine.output=", "is a file; expected a directory.");
    }

    private Path small() throws IOException {
        TestImage image = TestImage.withPython(scratch.resolve("image"), "/usr");
        Files.move(
                scratch.resolve("image/usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so"), scratch.resolve("libpal.so"));
        Files.delete(scratch.resolve("image/var/lib/dpkg/status"));
        Files.delete(scratch.resolve("image/usr/lib/python3/dist-packages/_graminelibos_offsets.py"));
        manifest = scratch.resolve("small.manifest");
        Files.writeString(manifest, """
                loader.entrypoint.uri = "file:/usr/lib/x86_64-linux-gnu/gramine/libsysdb.so"
                libos.entrypoint = "/usr/bin/python3.11"
                fs.mounts = [ { path = "/usr", uri = "file:/usr" } ]
                sgx.trusted_files = [ "file:/usr/bin/" ]
                """);
        return image.directory();
    }

    private void sign() throws IOException {
        BuildLog log = new BuildLog(lines::add, line -> lines.add("WARNING " + line));
        Signing signing = new Signing(
                SigningKeyReader.read(GOLDEN.resolve("signing-key.pem"), Passphrase.none()),
                SigstructDate.parse("2026-11-23").orElseThrow());
        new SignManifest(log, new ProductionGate(production, log))
                .sign(new SignManifest.Request(
                        new DeclaredEnclave(manifest, rootfs, libpal, version, layers), Optional.of(output), signing));
    }

    private void assertVectorsBytes() {
        for (String name : List.of("openfl.manifest.sgx", "openfl.sig")) {
            assertThat(output.resolve(name)).hasSameBinaryContentAs(VECTOR.resolve(name));
        }
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(this::sign)
                .isInstanceOf(GraminizeException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(Files::isRegularFile).toList();
        }
    }
}
