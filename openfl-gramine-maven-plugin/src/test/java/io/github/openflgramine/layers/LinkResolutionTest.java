package io.github.openflgramine.layers;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.rootfs.TemporaryLinks;
import io.github.openflgramine.tar.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both kinds of file system resolve links in the same way. */
final class LinkResolutionTest {

    enum From {
        TAR,
        DIRECTORY
    }

    @TempDir
    Path temp;

    @AfterEach
    void removeLinks() throws IOException {
        TemporaryLinks.removeFrom(temp);
    }

    private ImageFilesystem root(From from) throws IOException {
        TarBuilder tar =
                pax().directory("usr").directory("usr/lib").directory("etc").file("usr/lib/a", "content of a");
        tar.link("lib", "usr/lib").link("abs", "/usr/lib/a").link("etc/up", "../usr/lib/a");
        tar.link("etc/out", "../../../../../usr/lib/a")
                .link("chain", "etc/chain2")
                .link("etc/chain2", "/lib/../lib/a");
        tar.link("loop1", "loop2").link("loop2", "loop1").link("self", "self").link("below", "self/x");
        tar.link("dangling", "nowhere/at/all").link("through", "usr/lib/a/b").link("slash", "usr/lib/a/");
        tar.link("directory", "usr/lib/")
                .link("host", "/proc/self")
                .link("to-root", "/")
                .link("dot", ".");
        tar.link("tricky", "lib/..");
        tar.link("hop1", "usr/lib/a");
        for (int i = 2; i <= 41; i++) {
            tar.link("hop" + i, "hop" + (i - 1));
        }
        Path file = Files.write(temp.resolve("root.tar"), tar.build());
        if (from == From.TAR) {
            return new ImageReader().readRootFilesystem(file).filesystem();
        }
        return new ImageReader().readRootFilesystem(unpacked(file)).filesystem();
    }

    /** Unpacks a tar's directories, files and links to a directory. */
    private Path unpacked(Path tar) throws IOException {
        Path directory = Files.createDirectories(temp.resolve("root"));
        ImageFilesystem root = new ImageReader().readRootFilesystem(tar).filesystem();
        unpack(root, ImagePath.ROOT, directory);
        return directory;
    }

    private static void unpack(ImageFilesystem root, ImagePath from, Path to) throws IOException {
        for (ImageNode child : root.children(from)) {
            Path host = to.resolve(child.path().name());
            switch (child.kind()) {
                case DIRECTORY -> unpack(root, child.path(), Files.createDirectory(host));
                case LINK ->
                    Files.createSymbolicLink(host, Path.of(child.target().orElseThrow()));
                default -> Files.write(host, root.content(child.path()).orElseThrow());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void links_lead_to_the_file_whatever_their_form(From from) throws IOException {
        ImageFilesystem root = root(from);

        for (String path : Stream.of(
                        "lib/a", "abs", "etc/up", "etc/out", "chain", "hop1", "hop40", "to-root/abs", "dot/abs")
                .toList()) {
            assertThat(root.resolve(ImagePath.of(path)).map(ImageNode::path))
                    .as(path)
                    .contains(ImagePath.of("/usr/lib/a"));
            assertThat(root.content(ImagePath.of(path)).orElseThrow())
                    .asString()
                    .isEqualTo("content of a");
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_leads_nowhere_is_empty(From from) throws IOException {
        ImageFilesystem root = root(from);

        for (String path : Stream.of("loop1", "self", "below", "dangling", "through", "host", "nothing", "self/x")
                .toList()) {
            assertThat(root.resolve(ImagePath.of(path))).as(path).isEmpty();
            assertThat(root.children(ImagePath.of(path))).as(path).isEmpty();
            assertThat(root.content(ImagePath.of(path))).as(path).isEmpty();
        }
        assertThat(root.entry(ImagePath.of("/usr/lib/a/b"))).isEmpty();
    }

    @Test
    void a_slash_behind_a_file_leads_nowhere() throws IOException {
        ImageFilesystem root = root(From.TAR);

        assertThat(root.resolve(ImagePath.of("/slash"))).isEmpty();
        assertThat(root.resolve(ImagePath.of("/directory"))).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void linux_follows_forty_links_and_no_more(From from) throws IOException {
        ImageFilesystem root = root(from);

        assertThat(root.resolve(ImagePath.of("/hop40"))).isPresent();
        assertThat(root.resolve(ImagePath.of("/hop41"))).isEmpty();
        assertThat(root.entry(ImagePath.of("/hop41"))).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void an_entry_is_the_link_itself_under_the_resolved_name_of_its_directory(From from) throws IOException {
        ImageFilesystem root = root(from);

        assertThat(root.entry(ImagePath.of("/abs")).orElseThrow().target()).contains("/usr/lib/a");
        assertThat(root.entry(ImagePath.of("/dot/lib")).orElseThrow().path()).isEqualTo(ImagePath.of("/lib"));
        assertThat(root.entry(ImagePath.of("/lib/a")).orElseThrow().path()).isEqualTo(ImagePath.of("/usr/lib/a"));
        assertThat(root.entry(ImagePath.ROOT).orElseThrow().isDirectory()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void dots_in_a_link_count_from_where_the_link_before_them_led(From from) throws IOException {
        assertThat(root(from).resolve(ImagePath.of("/tricky")).map(ImageNode::path))
                .contains(ImagePath.of("/usr"));
    }

    @ParameterizedTest
    @EnumSource
    void children_of_a_linked_directory_bear_the_resolved_name(From from) throws IOException {
        assertThat(root(from).children(ImagePath.of("/directory")))
                .extracting(ImageNode::path)
                .containsExactly(ImagePath.of("/usr/lib/a"));
    }
}
