package io.github.openflgramine.gramine;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.toml.TomlTree;
import java.util.List;
import java.util.Map;

/**
 * A manifest as Gramine reads it: defaults filled in, the LibOS and every trusted file with its digest. gramine-direct reads
 * it, and an enclave measures its bytes.
 */
public final class FinalManifest {

    private final EnclaveSettings settings;
    private final TrustedFiles trustedFiles;
    private final AllowedFiles allowedFiles;
    private final String nativeEnvironment;
    private final byte[] bytes;

    /** The parsed document is not kept: it is many times as large as its text. */
    private FinalManifest(
            EnclaveSettings settings,
            TrustedFiles trustedFiles,
            AllowedFiles allowedFiles,
            String nativeEnvironment,
            byte[] bytes) {
        this.settings = settings;
        this.trustedFiles = trustedFiles;
        this.allowedFiles = allowedFiles;
        this.nativeEnvironment = nativeEnvironment;
        this.bytes = bytes;
    }

    /**
     * Checks a manifest against a version of Gramine and completes it over an image.
     *
     * @throws io.github.openflgramine.GraminizeException when Gramine, the processor or the image would refuse it
     */
    public static FinalManifest of(
            Manifest declared, ImageFilesystem image, GramineVersion version, PalOffsets offsets) {
        SchemaCheck.check(declared, version);
        Manifest complete = ManifestDefaults.fill(declared, version);
        EnclaveSettings settings = EnclaveSettings.of(complete, offsets);
        EnclaveLayout.requireRoomForThreads(settings, offsets);
        TrustedFiles trusted = TrustedFiles.expand(TrustedEntry.of(complete), image);

        Map<String, Object> document = TomlTree.copy(complete.document());
        LibOs.addDigest(document, complete, image);
        TomlTree.table(document, "sgx")
                .put(
                        "trusted_files",
                        trusted.files().stream().map(TrustedFile::toToml).toList());
        return new FinalManifest(
                settings,
                trusted,
                AllowedFiles.of(complete),
                NativeEnvironment.of(complete),
                complete.with(document).bytes());
    }

    /** The same, in the bytes in which it was found: they are what an enclave measures, whoever wrote them. */
    FinalManifest foundAs(byte[] found) {
        return new FinalManifest(settings, trustedFiles, allowedFiles, nativeEnvironment, found.clone());
    }

    public EnclaveSettings settings() {
        return settings;
    }

    /** In the order of the manifest. */
    public List<TrustedFile> trustedFiles() {
        return trustedFiles.files();
    }

    /** The paths of the trusted files, in the order of the manifest. */
    public List<ImagePath> trustedPaths() {
        return trustedFiles().stream()
                .map(file -> ImagePath.of(file.uri().substring("file:".length())))
                .toList();
    }

    /** What the host may give and change. */
    public AllowedFiles allowedFiles() {
        return allowedFiles;
    }

    /**
     * Refuses a manifest in which an allowed entry covers a trusted file. Gramine takes it, and does not check the file.
     *
     * @throws io.github.openflgramine.GraminizeException naming both
     */
    public void requireTrustedFilesChecked() {
        allowedFiles.requireNoneOf(trustedPaths());
    }

    /** Links to files in declared directories that Gramine's signer misses, too: absolute ones, and ones above the root. */
    public List<ImagePath> linksPassedOver() {
        return trustedFiles.passedOver();
    }

    /** What its environment is for a run without Gramine, as {@link NativeEnvironment} writes it. */
    public String nativeEnvironment() {
        return nativeEnvironment;
    }

    /** What stands in {@code NAME.manifest} and {@code NAME.manifest.sgx}. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes these are. */
    public int length() {
        return bytes.length;
    }
}
