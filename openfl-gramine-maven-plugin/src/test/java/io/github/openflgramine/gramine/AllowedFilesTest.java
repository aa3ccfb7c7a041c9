package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.image.ImagePath;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class AllowedFilesTest {

    private static final AllowedFiles ALLOWED = AllowedFiles.of(Manifest.parse("""
            sgx.allowed_files = [
              "file:/workspace/data/",
              "file:/workspace/plan/cols.yaml",
            ]
            """, "openfl.manifest"));

    @Test
    void an_entry_covers_its_path_and_all_below_it() {
        assertThat(List.of("/workspace/data", "/workspace/data/a/b", "/workspace/plan/cols.yaml"))
                .allSatisfy(
                        path -> assertThat(ALLOWED.covers(ImagePath.of(path))).isTrue());
        assertThat(List.of("/workspace/database", "/workspace", "/workspace/plan/plan.yaml"))
                .allSatisfy(
                        path -> assertThat(ALLOWED.covers(ImagePath.of(path))).isFalse());
    }

    @Test
    void an_entry_that_covers_trusted_files_is_told_once_with_both_names() {
        assertThat(ALLOWED.covering(List.of(
                        ImagePath.of("/workspace/src/x.py"),
                        ImagePath.of("/workspace/data/model.bin"),
                        ImagePath.of("/workspace/data/other.bin"))))
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessage(
                        "sgx.allowed_files lists file:/workspace/data/ (openfl.manifest, line 2, column 3), which covers the"
                                + " trusted file /workspace/data/model.bin, so Gramine would not check it. Allow only directories that"
                                + " the host fills, or remove that file from sgx.trusted_files.");
        assertThat(ALLOWED.covering(List.of(ImagePath.of("/workspace/plan/plan.yaml"))))
                .isEmpty();
    }

    @Test
    void a_manifest_may_allow_nothing() {
        assertThat(AllowedFiles.of(Manifest.parse("", "m")).covers(ImagePath.ROOT))
                .isFalse();
    }
}
