package io.github.openflgramine.gramine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** The root file system of the reference vectors as a tar in memory, in which a test may change files. */
public final class GoldenRootfs {

    public static final Path GOLDEN = Path.of("src/test/resources/golden");
    public static final Path TAR = GOLDEN.resolve("rootfs.tar");
    public static final String LIBPAL = "usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so";
    public static final String OFFSETS = "usr/lib/python3/dist-packages/_graminelibos_offsets.py";

    private final byte[] tar;

    public GoldenRootfs() {
        try {
            this.tar = Files.readAllBytes(TAR);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the offset of a file's content in the tar. */
    static int offset(String name) {
        return Math.toIntExact(entry(name).getDataOffset());
    }

    public static int size(String name) {
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

    public byte[] content(String name) {
        return java.util.Arrays.copyOfRange(tar, offset(name), offset(name) + size(name));
    }

    /** Replaces a file's content with the same number of bytes. */
    public GoldenRootfs with(String name, byte[] content) {
        System.arraycopy(content, 0, tar, offset(name), size(name));
        return this;
    }

    public GoldenRootfs flipped(String name, int position, int bit) {
        tar[offset(name) + position] ^= (byte) (1 << bit);
        return this;
    }

    public Path writeTo(Path file) {
        try {
            return Files.write(file, tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
