package io.github.openflgramine.build;

import io.github.openflgramine.gramine.EnclaveSigner;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.sgx.Sigstruct;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Completes, measures and signs one manifest over one root file system: what {@code gramine-sgx-sign --chroot} does, in the
 * same bytes. Nothing of Docker's and no project is needed.
 */
public final class SignManifest {

    private final BuildLog log;

    public SignManifest(BuildLog log) {
        this.log = log;
    }

    /**
     * All that sign-manifest has to know.
     *
     * @param manifest {@code NAME.manifest}, as written by hand or rendered
     * @param rootfs a folder, or a tar of one, or an image's archive, both also with gzip
     * @param libpal in place of the root file system's own
     * @param version in place of the one that dpkg's status in the root file system names
     * @param output the folder for {@code NAME.manifest.sgx} and {@code NAME.sig}, where it is not the manifest's own
     */
    public record Request(
            Path manifest,
            Path rootfs,
            Optional<Path> libpal,
            Optional<String> version,
            Optional<Path> output,
            Signing signing) {}

    public void sign(Request request) throws IOException {
        String name = request.manifest().getFileName().toString();
        SignedFiles files = SignedFiles.of(
                request.manifest(),
                request.output().orElseGet(() -> request.manifest().resolveSibling("")));
        files.requirePlaces();
        String text = ManifestSource.text(request.manifest(), "gramine.manifest");
        // What is no TOML is said before a root file system of gigabytes is read.
        Manifest declared = Manifest.parse(text, name);
        Optional<GramineVersion> given = request.version().map(GramineVersion::parse);

        RootFilesystem rootfs = RootFilesystem.open(request.rootfs());
        byte[] libpal = rootfs.libpal(request.libpal());
        EnclaveSigner signer = new EnclaveSigner(rootfs.files(), rootfs.version(given, log), rootfs.offsets(log));
        FinalManifest manifest = signer.complete(declared);
        MeasuredEnclave enclave = signer.measure(manifest, libpal);
        Sigstruct sigstruct =
                signer.sign(enclave, request.signing().date(), request.signing().key());

        files.write(manifest.bytes(), sigstruct.bytes());
        log.enclaveSigned(enclave, sigstruct);
        log.wrote(files.manifest());
        log.wrote(files.sig());
    }
}
