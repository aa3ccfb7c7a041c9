package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.layers.ImageReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrustedFilesTest {

    private static final String OTHER = "ab".repeat(32);

    private final RootfsTar rootfs = new RootfsTar();

    @Test
    void a_directory_is_listed_by_name_one_directory_at_a_time() {
        rootfs.file("d/a-b.py", "1")
                .file("d/a/c.py", "2")
                .file("d/B", "3")
                .file("d/a.py", "4")
                .file("d/a/b/z", "5");

        assertThat(uris("\"file:/d/\""))
                .containsExactly("file:/d/B", "file:/d/a/b/z", "file:/d/a/c.py", "file:/d/a-b.py", "file:/d/a.py");
    }

    @Test
    void names_are_sorted_by_code_point_not_by_utf16_unit() {
        rootfs.file(iso("d/\uff5e"), "1").file(iso("d/\ud83d\ude00"), "2");

        assertThat(uris("\"file:/d/\"")).containsExactly("file:/d/\uff5e", "file:/d/\ud83d\ude00");
    }

    @Test
    void the_root_itself_can_be_declared() {
        rootfs.file("b", "1").file("a/x", "2");

        assertThat(uris("\"file:/\"")).containsExactly("file:/a/x", "file:/b");
    }

    @Test
    void a_relative_link_to_a_file_is_listed_under_its_own_name() {
        rootfs.file("lib/libx.so.1.2", "x").link("lib/libx.so.1", "libx.so.1.2").link("lib/libx.so", "libx.so.1");

        assertThat(expand("\"file:/lib/\"").files())
                .extracting(TrustedFile::uri, TrustedFile::sha256)
                .containsExactly(
                        tuple("file:/lib/libx.so", hash("x")),
                        tuple("file:/lib/libx.so.1", hash("x")),
                        tuple("file:/lib/libx.so.1.2", hash("x")));
    }

    @Test
    void links_that_need_the_root_are_passed_over_and_told() {
        rootfs.file("real", "x")
                .link("d/absolute", "/real")
                .link("d/above", "../../real")
                .link("d/chain", "absolute")
                .link("d/good", "../real")
                .link("alternatives/a", "/real")
                .link("d/through", "../alternatives/a");

        TrustedFiles expansion = expand("\"file:/d/\"");

        assertThat(expansion.files()).extracting(TrustedFile::uri).containsExactly("file:/d/good");
        assertThat(expansion.passedOver())
                .extracting(Object::toString)
                .containsExactly("/d/above", "/d/absolute", "/d/chain", "/d/through");
    }

    /**
     * Derived: without {@code --chroot} Gramine's signer reads the machine's own file system, in which such links
     * reach their files.
     */
    @Test
    void over_a_machines_own_root_such_links_are_found() throws IOException {
        Path directory = Files.createTempDirectory("own-root");
        Path link = directory.resolve("absolute");
        try {
            Files.createSymbolicLink(link, Files.writeString(directory.resolve("real"), "x"));
            ImageFilesystem machine =
                    new ImageReader().readRootFilesystem(Path.of("/")).filesystem();
            String declared = "file:" + directory.toRealPath() + "/";

            TrustedFiles expansion = TrustedFiles.expand(List.of(trusted(declared)), machine);

            assertThat(expansion.files())
                    .containsExactly(
                            new TrustedFile(declared + "absolute", hash("x")),
                            new TrustedFile(declared + "real", hash("x")));
            assertThat(expansion.passedOver()).isEmpty();
        } finally {
            Files.delete(link);
            Files.delete(directory.resolve("real"));
            Files.delete(directory);
        }
    }

    private static TrustedEntry trusted(String uri) {
        return new TrustedEntry(uri, TrustedEntry.path(uri), Optional.empty(), () -> "m");
    }

    @Test
    void such_a_link_is_listed_when_it_is_declared_by_its_name() {
        rootfs.file("real", "x").link("d/absolute", "/real").link("d/above", "../../../real");

        assertThat(expand("\"file:/d/absolute\", \"file:/d/above\"").files())
                .containsExactly(
                        new TrustedFile("file:/d/absolute", hash("x")), new TrustedFile("file:/d/above", hash("x")));
    }

    @Test
    void linked_directories_fifos_dangling_links_and_loops_are_passed_over() {
        rootfs.file("d/sub/x", "1")
                .link("d/directory", "sub")
                .fifo("d/fifo")
                .link("d/to-fifo", "fifo")
                .link("d/dangling", "nowhere")
                .link("d/loop", "loop")
                .link("d/up", "..");

        TrustedFiles expansion = expand("\"file:/d/\"");

        assertThat(expansion.files()).extracting(TrustedFile::uri).containsExactly("file:/d/sub/x");
        assertThat(expansion.passedOver()).isEmpty();
    }

    @Test
    void a_directory_reached_through_links_is_listed_under_its_resolved_name() {
        rootfs.file("usr/lib/x", "1").link("lib", "usr/lib").link("l", "/lib");

        assertThat(uris("\"file:/l/\"")).containsExactly("file:/usr/lib/x");
    }

    @Test
    void a_file_reached_through_links_keeps_the_name_as_declared() {
        rootfs.file("usr/lib/x", "1").link("lib", "usr/lib");

        assertThat(uris("\"file:/lib/x\", \"file:/lib//./x\"")).containsExactly("file:/lib/x", "file:/lib//./x");
    }

    @Test
    void a_step_up_counts_from_where_the_links_have_led() {
        rootfs.file("a/b/c/x", "1").file("a/b/y", "2").link("l", "a/b/c");

        assertThat(expand("\"file:/l/../y\"").files()).containsExactly(new TrustedFile("file:/l/../y", hash("2")));
    }

    @Test
    void the_same_name_twice_is_one_entry_where_it_came_first() {
        rootfs.file("d/a", "1").file("d/b", "2");

        assertThat(uris("\"file:/d/b\", \"file:/d/\", \"file:/d/b\"")).containsExactly("file:/d/b", "file:/d/a");
    }

    @Test
    void a_digest_given_by_hand_outweighs_the_files_own() {
        rootfs.file("d/a", "1").file("d/b", "2");

        assertThat(expand("\"file:/d/\", { uri = \"file:/d/a\", sha256 = \"" + OTHER + "\" }")
                        .files())
                .containsExactly(new TrustedFile("file:/d/a", OTHER), new TrustedFile("file:/d/b", hash("2")));
        assertThat(expand("{ uri = \"file:/d/a\", sha256 = \"" + OTHER + "\" }, \"file:/d/\"")
                        .files())
                .containsExactly(new TrustedFile("file:/d/a", OTHER), new TrustedFile("file:/d/b", hash("2")));
    }

    @Test
    void a_declared_fifo_is_refused() {
        rootfs.fifo("fifo");

        assertRefused(
                "\"file:/fifo\"",
                "sgx.trusted_files lists file:/fifo, which is a device, pipe or socket; only regular files can be trusted"
                        + " (openfl.manifest, line 2, column 1). Remove the entry.");
    }

    @Test
    void a_name_that_is_no_utf8_is_refused_with_its_bytes_escaped() {
        rootfs.file("d/caf\u00e9.py", "1");

        assertRefused(
                "\"file:/d/\"",
                "sgx.trusted_files lists file:/d/, which covers /d/caf\\xe9.py, whose name is not UTF-8 and so cannot be in"
                        + " a manifest (openfl.manifest, line 2, column 1). Rename or remove that file, or list the others"
                        + " one by one.");
    }

    @Test
    void a_link_in_the_middle_that_leads_nowhere_is_named() {
        rootfs.link("lib", "usr/lib").file("usr/x", "1");

        assertRefused(
                "\"file:/lib/y\"",
                "sgx.trusted_files lists file:/lib/y, which goes through /lib, a link to \"usr/lib\", which the image does not"
                        + " have (openfl.manifest, line 2, column 1). List the intended file, or remove the entry.");
    }

    @Test
    void directories_may_be_nested_deeper_than_a_stack() {
        String deep = "d/" + "x/".repeat(2000);
        rootfs.file(deep + "file", "1");

        assertThat(uris("\"file:/d/\"")).containsExactly("file:/" + deep + "file");
    }

    private void assertRefused(String entries, String message) {
        assertThatThrownBy(() -> expand(entries))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(message);
    }

    private List<String> uris(String entries) {
        return expand(entries).files().stream().map(TrustedFile::uri).toList();
    }

    private TrustedFiles expand(String entries) {
        Manifest manifest = Manifest.parse("sgx.trusted_files = [\n" + entries + "\n]\n", "openfl.manifest");
        return TrustedFiles.expand(TrustedEntry.of(manifest, WorkingDirectory.NONE), rootfs.read());
    }

    private static String hash(String content) {
        return Sha256.digest(content.getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** Returns a name whose characters, written as one byte each, are the UTF-8 bytes of this name. */
    private static String iso(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
