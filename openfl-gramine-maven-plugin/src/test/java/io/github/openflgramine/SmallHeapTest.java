package io.github.openflgramine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data whose size users determine is not held in memory. */
final class SmallHeapTest {

    private static final long LARGE = 80_000_000;

    @TempDir
    private Path directory;

    @Test
    void models_kits_archives_and_build_contexts_may_be_larger_than_the_heap() throws Exception {
        ChildProcess child = ChildProcess.java(directory, UseCasesInASmallHeap.class, "-Xmx64m", directory, LARGE);

        assertThat(child.err()).doesNotContain("Exception", "Error");
        assertThat(child.exitCode()).isZero();
        assertThat(directory.resolve("demo/save/demo_init.pbuf")).hasSize(LARGE);
        assertThat(Files.size(directory.resolve("kits/demo-aggregator.tar"))).isGreaterThan(LARGE);
        assertThat(child.out()).contains("verdict=whole");
        try (ZipFile zip = new ZipFile(directory.resolve("demo.zip").toFile())) {
            assertThat(zip.getEntry("src/large")).extracting(ZipEntry::getSize).isEqualTo(LARGE);
        }
        assertThat(directory.resolve("context/src/large")).hasSize(LARGE);
    }
}
