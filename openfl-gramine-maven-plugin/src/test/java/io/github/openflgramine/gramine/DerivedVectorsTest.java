package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.layers.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Covers rules that the golden vectors do not, with bytes derived from those rules; the README describes how they were
 * made.
 */
final class DerivedVectorsTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/derived");

    @Test
    void odd_names_and_links_through_several_levels_come_out_as_the_rules_have_it() throws IOException {
        FinalManifest manifest = complete("rootfs.tar");

        assertThat(new String(manifest.bytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(DIRECTORY.resolve("openfl.manifest.sgx")));
        assertThat(manifest.linksPassedOver())
                .extracting(Object::toString)
                .containsExactly("/d/above-the-root", "/d/absolute", "/d/deep", "/d/through-absolute");
    }

    @Test
    void a_name_that_is_no_utf8_is_refused_with_its_bytes_escaped() {
        assertThatThrownBy(() -> signer("not-utf8.tar").complete("""
                                libos.entrypoint = "/a"
                                fs.mounts = []
                                sgx.trusted_files = [ "file:/d/" ]
                                """, "openfl.manifest"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("covers /d/caf\\xe9\\x0a.py, whose name is not UTF-8");
    }

    private static FinalManifest complete(String rootfs) throws IOException {
        return signer(rootfs).complete(Files.readString(DIRECTORY.resolve("openfl.manifest")), "openfl.manifest");
    }

    private static EnclaveSigner signer(String rootfs) {
        ImageFilesystem image =
                new ImageReader().readRootFilesystem(DIRECTORY.resolve(rootfs)).filesystem();
        return new EnclaveSigner(image, GramineVersion.V1_9, PalOffsets.of(image));
    }
}
