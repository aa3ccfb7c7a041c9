package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * From a signed manifest back to its enclave, over one image: every listed file compared, the manifest completed once more
 * as a signer does, which must not change it, and the enclave measured.
 */
public final class EnclaveVerifier {

    private static final int LONGEST_LINE = 200;

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
     * Never refuses a manifest: what keeps it from being read or measured is among the differences.
     *
     * @param text the whole of {@code NAME.manifest.sgx}
     * @param name how messages call it
     * @throws GraminizeException when a listed file cannot be read
     */
    public VerifiedEnclave verify(String text, String name) {
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
            FinalManifest completed = FinalManifest.of(manifest, image, version, offsets);
            canonical = Arrays.equals(completed.bytes(), bytes);
            if (!canonical) {
                differences.add(departure(completed.bytes(), text, name));
            }
            enclave = Optional.of(MeasuredEnclave.of(completed.foundAs(bytes), libpal, offsets));
        } catch (GraminizeException e) {
            differences.add(Difference.of(e));
        }
        return new VerifiedEnclave(enclave, canonical, listed.absent(), differences);
    }

    /** The MRENCLAVE that this enclave would have, had the image not brought constants of its own. */
    public Sha256 mrenclaveWithBuiltInConstants(MeasuredEnclave enclave) {
        return MeasuredEnclave.of(enclave.manifest(), libpal, PalOffsets.builtIn())
                .mrenclave();
    }

    /** The digest of the PAL that is measured. */
    public Sha256 libpal() {
        return Sha256.digest(libpal);
    }

    /** The first line that a signer would have written in another way. */
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
