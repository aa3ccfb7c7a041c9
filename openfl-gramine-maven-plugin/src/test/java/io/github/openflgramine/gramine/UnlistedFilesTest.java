package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnlistedFilesTest {

    private final RootfsTar rootfs = new RootfsTar().file("a/listed", "1").file("a/other", "2");

    @Test
    void counts_what_no_manifest_lists() {
        assertThat(count("\"file:/a/listed\"", "")).isEqualTo(1);
        assertThat(count("\"file:/a/\"", "")).isZero();
        assertThat(count("", "")).isEqualTo(2);
    }

    @Test
    void a_file_is_listed_also_by_a_link_to_it() {
        rootfs.link("link", "a/other");

        assertThat(count("\"file:/a/listed\", \"file:/link\"", "")).isZero();
    }

    @Test
    void what_is_allowed_is_the_hosts_to_give() {
        rootfs.file("data/1/x.csv", "3").file("data2/y.csv", "4");

        assertThat(count("\"file:/a/\"", "\"file:/data/\"")).isEqualTo(1);
        assertThat(count("\"file:/a/\"", "\"file:/data/\", \"file:/data2/y.csv\""))
                .isZero();
    }

    @Test
    void directories_links_and_pipes_are_no_files() {
        rootfs.link("link", "nowhere").fifo("pipe");

        assertThat(count("\"file:/a/\"", "")).isZero();
    }

    @Test
    void what_one_manifest_lists_the_other_need_not() {
        ImageFilesystem image = rootfs.read();

        assertThat(UnlistedFiles.count(
                        image,
                        List.of(manifest(image, "\"file:/a/listed\"", ""), manifest(image, "\"file:/a/other\"", "")),
                        List.of()))
                .isZero();
    }

    @Test
    void what_is_measured_in_another_way_counts_as_listed() {
        ImageFilesystem image = rootfs.read();

        assertThat(UnlistedFiles.count(
                        image,
                        List.of(manifest(image, "", "")),
                        List.of(ImagePath.of("/a/other"), ImagePath.of("/none"))))
                .isEqualTo(1);
    }

    private int count(String trusted, String allowed) {
        ImageFilesystem image = rootfs.read();
        return UnlistedFiles.count(image, List.of(manifest(image, trusted, allowed)), List.of());
    }

    private static FinalManifest manifest(ImageFilesystem image, String trusted, String allowed) {
        String text = """
                loader.entrypoint.sha256 = "%s"
                libos.entrypoint = "/a"
                fs.mounts = []
                sgx.trusted_files = [ %s ]
                sgx.allowed_files = [ %s ]
                """.formatted("00".repeat(32), trusted, allowed);
        return new EnclaveSigner(image, GramineVersion.V1_9, PalOffsets.builtIn()).complete(text, "a.manifest");
    }
}
