package io.github.openflgramine.layers;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads an image by its own list and by all its bytes, from an engine that returns tars. */
final class FileTableTest {

    private static final ImagePath STATUS = ImagePath.of("/var/lib/status");
    private static final List<Sha256> DIFF_IDS = layers(1, 2);

    private static final String LIST = """
            #mtree
            /set type=file
            . type=dir
            lib type=link link=usr/lib
            dev type=dir
            ..
            etc type=dir
            mtab type=link link=/proc/mounts
            ..
            opt type=dir
            openfl-gramine type=dir
            ..
            ..
            proc type=dir
            ..
            usr type=dir
            lib type=dir
            same size=2 sha256digest=%1$s
            status size=2 sha256digest=%1$s
            ..
            ..
            var type=dir
            lib type=link link=../lib
            ..
            ..
            """.formatted(Sha256.digest("ok".getBytes(UTF_8)));

    @TempDir
    Path temp;

    private final Map<ImagePath, byte[]> tars = new HashMap<>();
    private final List<ImagePath> copied = new ArrayList<>();
    private ImageCache cache;

    @BeforeEach
    void layOut() {
        cache = new ImageCache(temp.resolve("cache"));
        tars.put(FileList.PLACE, pax().file("files.mtree", LIST).build());
        tars.put(ImagePath.of("/usr/lib/status"), pax().file("status", "ok").build());
        tars.put(ImagePath.ROOT, wholeImage().build());
    }

    /**
     * Returns the image as Docker sends it: with Docker's own files, and with the bytes of status under another name.
     */
    private static TarBuilder wholeImage() {
        return pax().directory("/")
                .file("/.dockerenv", "")
                .directory("/dev")
                .special("/dev/console", TarConstants.LF_CHR)
                .directory("/etc")
                .file("/etc/hosts", "")
                .file("/etc/hostname", "")
                .file("/etc/resolv.conf", "")
                .link("/etc/mtab", "/proc/mounts")
                .link("/lib", "usr/lib")
                .directory("/opt/openfl-gramine")
                .file("/opt/openfl-gramine/files.mtree", LIST)
                .directory("/proc")
                .directory("/usr/lib")
                .file("/usr/lib/same", "ok")
                .hardLink("/usr/lib/status", "/usr/lib/same")
                .link("/var/lib", "../lib");
    }

    @Test
    void list_and_image_give_the_same_files() {
        ImageFilesystem listed = filesystem(FileTable.listed(this::copy, "x"));
        ImageFilesystem read = filesystem(FileTable.read(this::copy, "x"));

        assertThat(nodes(listed, ImagePath.ROOT))
                .isEqualTo(nodes(read, ImagePath.ROOT))
                .extracting(node -> node.path().value())
                .contains("/usr/lib/status", "/dev", "/etc/mtab")
                .doesNotContain("/dev/console", "/etc/hosts", "/.dockerenv", FileList.PLACE.value());
        assertThat(listed.content(STATUS))
                .hasValueSatisfying(content -> assertThat(content).asString().isEqualTo("ok"));
        assertThat(read.content(STATUS))
                .hasValueSatisfying(content -> assertThat(content).asString().isEqualTo("ok"));
    }

    @Test
    void of_an_image_with_a_list_nothing_else_is_copied_but_what_was_asked_for() {
        ImageFilesystem files = filesystem(FileTable.listed(this::copy, "x"));
        assertThat(copied).containsExactly(FileList.PLACE);

        assertThat(files.content(STATUS)).isPresent();
        assertThat(files.content(ImagePath.of("/none"))).isEmpty();
        assertThat(copied).containsExactly(FileList.PLACE, ImagePath.of("/usr/lib/status"));
    }

    @Test
    void of_a_known_image_nothing_is_copied() {
        FileTable.listed(this::copy, "x").store(cache, DIFF_IDS);
        ImageFilesystem first = filesystem(known());
        assertThat(first.content(STATUS)).isPresent();
        copied.clear();

        ImageFilesystem second = filesystem(known());
        assertThat(nodes(second, ImagePath.ROOT)).isEqualTo(nodes(first, ImagePath.ROOT));
        assertThat(second.content(STATUS)).isPresent();
        assertThat(copied).isEmpty();
        assertThat(FileTable.known(cache, layers(1), false, "x")).isEmpty();
    }

    @Test
    void a_damaged_content_in_the_cache_is_copied_again() throws IOException {
        FileTable table = FileTable.listed(this::copy, "x");
        filesystem(table).content(STATUS);
        Path content = cached(".content").get(0);
        Files.writeString(content, "ko");

        assertThat(filesystem(table).content(STATUS))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("ok"));
        assertThat(content).hasContent("ok");
    }

    @Test
    void the_cache_does_not_grow_for_ever() throws IOException {
        FileTable table = FileTable.listed(this::copy, "x");
        filesystem(table).content(STATUS);
        for (int build = 0; build < 20; build++) {
            table.store(cache, layers(build));
        }

        assertThat(cached(".layer")).hasSize(16);
        assertThat(cached(".content")).hasSize(1);
        assertThat(FileTable.known(cache, layers(19), false, "x")).isPresent();
    }

    @Test
    void a_list_that_lies_about_a_file_is_refused_with_both_digests() {
        tars.put(ImagePath.of("/usr/lib/status"), pax().file("status", "ko").build());

        assertThatThrownBy(() -> filesystem(FileTable.listed(this::copy, "x:1")).content(STATUS))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(
                        """
                        x:1 has a /usr/lib/status that differs from its list of files. SHA-256:
                            list %s
                            file %s
                        """.formatted(Sha256.digest("ok".getBytes(UTF_8)), Sha256.digest("ko".getBytes(UTF_8))));
    }

    @Test
    void a_list_with_a_forged_digest_is_refused_with_file_and_both_digests() {
        String forged = "1".repeat(64);
        tars.put(
                FileList.PLACE,
                pax().file("files.mtree", LIST.replaceFirst("(status size=2 sha256digest=).*", "$1" + forged))
                        .build());

        assertDiffers("SHA-256 of /usr/lib/status:\n    list  " + forged + "\n    image "
                + Sha256.digest("ok".getBytes(UTF_8)) + "\n");
    }

    @Test
    void a_list_without_a_file_of_the_image_or_with_one_that_is_not_there_is_refused() {
        tars.put(ImagePath.ROOT, wholeImage().file("/usr/lib/z", "new").build());
        assertDiffers(
                "SHA-256 of /usr/lib/z:\n    list  no such file\n    image " + Sha256.digest("new".getBytes(UTF_8)));

        tars.put(ImagePath.ROOT, wholeImage().link("/usr/lib/z", "same").build());
        assertDiffers("SHA-256 of /usr/lib/z:\n    list  no such file\n    image a link to same\n");

        tars.put(
                FileList.PLACE,
                pax().file("files.mtree", LIST.replace("mtab type=link link=/proc/mounts\n", ""))
                        .build());
        assertDiffers(
                "SHA-256 of /etc/mtab:\n    list  no such file\n    image a link to /proc/mounts\n    and 1 more difference");
    }

    @Test
    void a_list_with_another_link_or_another_kind_of_file_is_refused() {
        tars.put(
                FileList.PLACE,
                pax().file("files.mtree", LIST.replace("link=../lib", "link=../usr/lib"))
                        .build());
        assertDiffers("SHA-256 of /var/lib:\n    list  a link to ../usr/lib\n    image a link to ../lib\n");

        tars.put(
                FileList.PLACE,
                pax().file("files.mtree", LIST.replace("lib type=link link=../lib", "lib type=fifo"))
                        .build());
        assertDiffers(
                "SHA-256 of /var/lib:\n    list  neither a file, a link nor a directory\n    image a link to ../lib\n");
    }

    @Test
    void empty_files_that_engines_make_as_mount_points_are_no_difference() {
        tars.put(
                ImagePath.ROOT,
                wholeImage().directory("/run").file("/run/.containerenv", "").build());

        FileTable.listed(this::copy, "x").requireSame(FileTable.read(this::copy, "x"));
    }

    @Test
    void a_directory_that_an_engine_made_as_a_mount_point_and_removed_again_is_no_difference_but_a_file_in_it_is() {
        tars.put(
                FileList.PLACE,
                pax().file("files.mtree", LIST.replace("usr type=dir\n", "srv type=dir\n..\nusr type=dir\n"))
                        .build());
        FileTable.listed(this::copy, "x").requireSame(FileTable.read(this::copy, "x"));

        tars.put(
                FileList.PLACE,
                pax().file(
                                "files.mtree",
                                LIST.replace("usr type=dir\n", "srv type=dir\nx type=link link=y\n..\nusr type=dir\n"))
                        .build());
        assertDiffers("SHA-256 of /srv/x:\n    list  a link to y\n    image no such file\n");
    }

    private void assertDiffers(String words) {
        assertThatThrownBy(() -> FileTable.listed(this::copy, "x:1").requireSame(FileTable.read(this::copy, "x:1")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("The file list of x:1 (/opt/openfl-gramine/files.mtree) differs from its files")
                .hasMessageContaining(words);
    }

    @Test
    void a_list_that_is_no_file_or_cut_off_on_its_way_is_refused() {
        tars.put(FileList.PLACE, pax().link("files.mtree", "/proc/self/mem").build());
        assertRefused("/opt/openfl-gramine/files.mtree in x:1 is not a file.");

        byte[] tar = pax().file("files.mtree", LIST).build();
        tars.put(FileList.PLACE, java.util.Arrays.copyOf(tar, 700));
        assertRefused("/opt/openfl-gramine/files.mtree of x:1 ");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> FileTable.listed(this::copy, "x:1"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(message);
    }

    private FileTable known() {
        return FileTable.known(cache, DIFF_IDS, false, "x").orElseThrow();
    }

    private ImageFilesystem filesystem(FileTable table) {
        return table.image(this::copy, cache).filesystem();
    }

    private InputStream copy(ImagePath path) {
        copied.add(path);
        return new ByteArrayInputStream(tars.get(path));
    }

    private List<Path> cached(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("cache"))) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private static List<ImageNode> nodes(ImageFilesystem files, ImagePath directory) {
        List<ImageNode> nodes = new ArrayList<>();
        for (ImageNode node : files.children(directory)) {
            nodes.add(node);
            if (node.isDirectory()) {
                nodes.addAll(nodes(files, node.path()));
            }
        }
        return nodes;
    }

    /** Returns digests of layers that do not exist. */
    private static List<Sha256> layers(int... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> Sha256.digest(Integer.toString(number).getBytes(StandardCharsets.US_ASCII)))
                .toList();
    }
}
