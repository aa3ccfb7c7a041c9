package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.sgx.Measurement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures the enclave of a signed manifest again, from an image. It compares every listed file, completes the
 * manifest again as a signer does (which must not change it), and measures the enclave.
 */
public final class EnclaveVerifier {

    private static final int LONGEST_LINE = 200;

    /**
     * The most bytes hashed for an enclave whose size is not expected: a few seconds. An enclave of 128 GiB with 512
     * threads needs 2.3 GiB.
     */
    private static final long MOST_HASHED = 4L << 30;

    private final ImageFilesystem image;
    private final GramineVersion version;
    private final PalOffsets offsets;
    private final byte[] libpal;

    public EnclaveVerifier(ImageFilesystem image, GramineVersion version, PalOffsets offsets, byte[] libpal) {
        this.image = image;
        this.version = version;
        this.offsets = offsets;
        this.libpal = libpal.clone();
    }

    /**
     * Verifies a manifest. A manifest that cannot be read or measured is reported as a difference, not as an
     * exception.
     *
     * @param text the whole of {@code NAME.manifest.sgx}
     * @param name the manifest's name in messages
     * @param expected the enclave's size, null if it is not known from elsewhere; a larger enclave than any in use is
     *     measured only if it has this size
     * @throws GraminizeException if a listed file cannot be read
     */
    public VerifiedEnclave verify(String text, String name, @Nullable EnclaveSize expected) {
        Manifest manifest;
        List<TrustedEntry> entries;
        try {
            manifest = Manifest.parse(text, name);
            SchemaCheck.check(manifest, version);
            entries = ListedFiles.entries(manifest);
        } catch (GraminizeException e) {
            return VerifiedEnclave.unreadable(e);
        }
        ListedFiles listed = ListedFiles.compare(entries, image);
        List<Difference> differences = new ArrayList<>(listed.differences());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean canonical = false;
        Optional<MeasuredEnclave> enclave = Optional.empty();
        try {
            FinalManifest completed = FinalManifest.of(manifest, image, version, offsets, WorkingDirectory.NONE);
            canonical = Arrays.equals(completed.bytes(), bytes);
            if (!canonical) {
                differences.add(departure(completed.bytes(), text, name));
            }
            long mostHashed = completed.settings().size().equals(expected)
                    ? MOST_HASHED
                            + Measurement.hashed(completed.settings().size().bytes(), false)
                    : MOST_HASHED;
            enclave = Optional.of(MeasuredEnclave.of(completed.foundAs(bytes), libpal, offsets, mostHashed));
        } catch (GraminizeException e) {
            differences.add(Difference.of(e));
        }
        return new VerifiedEnclave(enclave, canonical, listed.absent(), differences);
    }

    /** Returns the MRENCLAVE that the enclave has with the plugin's built-in PAL constants instead of the image's. */
    public Sha256 mrenclaveWithBuiltInConstants(MeasuredEnclave enclave) {
        return MeasuredEnclave.of(enclave.manifest(), libpal, PalOffsets.builtIn())
                .mrenclave();
    }

    /** Returns the SHA-256 of the measured PAL. */
    public Sha256 libpal() {
        return Sha256.digest(libpal);
    }

    /** Returns the first line that differs from what a signer writes. */
    private static Difference departure(byte[] completed, String text, String name) {
        String[] expected = new String(completed, StandardCharsets.UTF_8).split("\n", -1);
        String[] found = text.split("\n", -1);
        int line = Arrays.mismatch(expected, found);
        return Difference.between(
                "%s, line %d, differs from what Gramine's signer writes".formatted(name, line + 1),
                line(expected, line),
                line(found, line));
    }

    private static String line(String[] lines, int number) {
        String line = number < lines.length ? lines[number] : "";
        if (line.length() > LONGEST_LINE) {
            return line.substring(0, LONGEST_LINE) + "…";
        }
        return line.isEmpty() ? "nothing" : line;
    }
}
