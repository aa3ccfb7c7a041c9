package io.github.openflgramine.it.benchmarks;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.EnclaveSigner;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.gramine.MemoryArea;
import io.github.openflgramine.gramine.PalOffsets;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.layers.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures an enclave of 16G with 512 threads, and compares with the JDK's SHA-256 of the same number of bytes. */
@State(Scope.Benchmark)
public class MeasurementBenchmark {

    /** Bytes per page that is only added: one record (SDM volume 3D, section 38.1.1). */
    private static final long ADDED = 64;

    /** Bytes per measured page: one record, and sixteen times one record and 256 bytes. */
    private static final long MEASURED = 64 + 16 * (64 + 256);

    private static final int PAGE = 4096;

    private final byte[] block = new byte[1 << 16];
    private EnclaveSigner signer;
    private FinalManifest manifest;
    private byte[] libpal;
    private long records;

    @Setup
    public void prepare() throws IOException {
        Path vectors = Path.of(System.getProperty(Benchmarks.VECTORS));
        try (Image image = new ImageReader().read(vectors.resolve("rootfs.tar"))) {
            ImageFilesystem files = image.filesystem();
            signer = new EnclaveSigner(files, GramineVersion.NEWEST, PalOffsets.of(files));
            manifest = signer.complete(
                    Files.readString(vectors.resolve("02-16G-512-threads/openfl.manifest")), "openfl.manifest");
            libpal = files.content(EnclaveSigner.LIBPAL).orElseThrow();
        }
        records = bytesOf(signer.measure(manifest, libpal));
    }

    /** Returns the number of bytes hashed for this measurement, including ECREATE's record. */
    static long bytesOf(MeasuredEnclave enclave) {
        long bytes = ADDED;
        for (MemoryArea area : enclave.layout().areas()) {
            bytes += (area.end() - area.start()) / PAGE * (area.isMeasured() ? MEASURED : ADDED);
        }
        return bytes;
    }

    @Benchmark
    public Sha256 mrenclave() {
        return signer.measure(manifest, libpal).mrenclave();
    }

    @Benchmark
    public byte[] sha256OfAsManyBytes() {
        MessageDigest digest = Sha256.newMessageDigest();
        for (long left = records; left > 0; left -= block.length) {
            digest.update(block, 0, (int) Math.min(left, block.length));
        }
        return digest.digest();
    }
}
