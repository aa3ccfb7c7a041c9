package io.github.openflgramine.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** The reference vectors' root file system as bytes, in which a test may change a file where it lies. */
final class GoldenRootfs {

    static final Path GOLDEN = Path.of("src/test/resources/golden");
    static final Path TAR = GOLDEN.resolve("rootfs.tar");
    static final String LIBPAL = "usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so";
    static final String OFFSETS = "usr/lib/python3/dist-packages/_graminelibos_offsets.py";

    private final byte[] tar;

    GoldenRootfs() {
        try {
            this.tar = Files.readAllBytes(TAR);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a file's bytes begin in the tar. */
    static int offset(String name) {
        return Math.toIntExact(entry(name).getDataOffset());
    }

    static int size(String name) {
        return Math.toIntExact(entry(name).getSize());
    }

    private static TarArchiveEntry entry(String name) {
        try (TarFile archive = new TarFile(TAR)) {
            return archive.getEntries().stream()
                    .filter(entry -> entry.getName().replaceFirst("^\\./", "").equals(name))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] content(String name) {
        return java.util.Arrays.copyOfRange(tar, offset(name), offset(name) + size(name));
    }

    /** Other bytes of the same number. */
    GoldenRootfs with(String name, byte[] content) {
        System.arraycopy(content, 0, tar, offset(name), size(name));
        return this;
    }

    GoldenRootfs flipped(String name, int position, int bit) {
        tar[offset(name) + position] ^= (byte) (1 << bit);
        return this;
    }

    Path writeTo(Path file) {
        try {
            return Files.write(file, tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
