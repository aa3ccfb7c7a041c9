package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.toml.TomlTree;
import java.util.List;
import java.util.Map;

/**
 * A complete manifest as Gramine reads it: defaults filled in, with digests of the LibOS and of every trusted file.
 * gramine-direct reads it, and an enclave measures its bytes.
 */
public final class FinalManifest {

    private final EnclaveSettings settings;
    private final TrustedFiles trustedFiles;
    private final AllowedFiles allowedFiles;
    private final WorkingDirectory directory;
    private final List<String> arguments;
    private final boolean sealing;
    private final List<String> encrypted;
    private final String nativeEnvironment;
    private final byte[] bytes;

    /** Does not keep the parsed document, which is many times as large as its text. */
    private FinalManifest(
            EnclaveSettings settings,
            TrustedFiles trustedFiles,
            AllowedFiles allowedFiles,
            WorkingDirectory directory,
            List<String> arguments,
            boolean sealing,
            List<String> encrypted,
            String nativeEnvironment,
            byte[] bytes) {
        this.settings = settings;
        this.trustedFiles = trustedFiles;
        this.allowedFiles = allowedFiles;
        this.directory = directory;
        this.arguments = List.copyOf(arguments);
        this.sealing = sealing;
        this.encrypted = List.copyOf(encrypted);
        this.nativeEnvironment = nativeEnvironment;
        this.bytes = bytes;
    }

    /**
     * Checks a manifest against a version of Gramine and completes it from an image.
     *
     * @throws GraminizeException if Gramine, the processor or the image does not allow a value
     */
    static FinalManifest of(
            Manifest declared,
            ImageFilesystem image,
            GramineVersion version,
            PalOffsets offsets,
            WorkingDirectory directory) {
        SchemaCheck.check(declared, version);
        Manifest complete = ManifestDefaults.fill(declared, version);
        EnclaveSettings settings = EnclaveSettings.of(complete, offsets);
        EnclaveLayout.requireRoomForThreads(settings, offsets);
        TrustedFiles trusted = TrustedFiles.expand(TrustedEntry.of(complete, directory), image);

        Map<String, Object> document = TomlTree.copy(complete.document());
        LibOs.addDigest(document, complete, image, directory);
        TomlTree.table(document, "sgx")
                .put(
                        "trusted_files",
                        trusted.files().stream().map(TrustedFile::toToml).toList());
        return new FinalManifest(
                settings,
                trusted,
                AllowedFiles.of(complete, directory),
                directory,
                arguments(complete),
                EncryptedMounts.areSealed(complete),
                EncryptedMounts.paths(complete),
                NativeEnvironment.of(complete),
                complete.with(document).bytes());
    }

    /**
     * Returns this manifest with the bytes in which it was found. An enclave measures these bytes, whichever tool
     * wrote them.
     */
    FinalManifest foundAs(byte[] found) {
        return new FinalManifest(
                settings,
                trustedFiles,
                allowedFiles,
                directory,
                arguments,
                sealing,
                encrypted,
                nativeEnvironment,
                found.clone());
    }

    private static List<String> arguments(Manifest manifest) {
        return manifest.get("loader", "argv")
                .filter(List.class::isInstance)
                .map(argv -> ((List<?>) argv).stream().map(String::valueOf).toList())
                .orElse(List.of());
    }

    /** Returns the program's arguments in {@code loader.argv}; empty if they come from elsewhere. */
    public List<String> arguments() {
        return arguments;
    }

    /** Returns whether the enclave has directories that only it can read. */
    public boolean isSealed() {
        return sealing;
    }

    /** Returns the paths of the directories that the host sees only encrypted. */
    public List<String> encrypted() {
        return encrypted;
    }

    public EnclaveSettings settings() {
        return settings;
    }

    /** Returns the trusted files in the order of the manifest. */
    public List<TrustedFile> trustedFiles() {
        return trustedFiles.files();
    }

    /** Returns the paths of the trusted files in the order of the manifest. */
    public List<ImagePath> trustedPaths() {
        return trustedFiles().stream()
                .flatMap(file -> directory.resolve(TrustedEntry.path(file.uri())).stream())
                .toList();
    }

    /** Returns the files that the host may supply and change. */
    public AllowedFiles allowedFiles() {
        return allowedFiles;
    }

    /**
     * Checks that no allowed entry covers a trusted file. Gramine accepts such a manifest but does not check the file.
     *
     * @throws GraminizeException with the file and the entry
     */
    public void requireTrustedFilesChecked() {
        uncheckedFiles().forEach(unchecked -> {
            throw unchecked;
        });
    }

    /** Returns an error for each allowed entry that covers a trusted file. */
    public List<GraminizeException> uncheckedFiles() {
        return allowedFiles.covering(trustedPaths());
    }

    /**
     * Returns the links to files in declared directories that Gramine's signer also omits: absolute links, and links
     * that climb above the root.
     */
    public List<ImagePath> linksPassedOver() {
        return trustedFiles.passedOver();
    }

    /** Returns the environment for a run without Gramine, as {@link NativeEnvironment} writes it. */
    public String nativeEnvironment() {
        return nativeEnvironment;
    }

    /** Returns the content of {@code NAME.manifest} and {@code NAME.manifest.sgx}. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the number of these bytes. */
    public int length() {
        return bytes.length;
    }
}
