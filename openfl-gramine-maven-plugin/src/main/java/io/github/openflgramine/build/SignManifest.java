package io.github.openflgramine.build;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.gramine.EnclaveSigner;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.gramine.PalOffsets;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.image.ImageReader;
import io.github.openflgramine.sgx.Sigstruct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Completes, measures and signs one manifest over one root file system: what {@code gramine-sgx-sign --chroot} does, in the
 * same bytes. Nothing of Docker's and no project is needed.
 */
public final class SignManifest {

    private static final Set<ImagePath> KEPT =
            Set.of(EnclaveSigner.LIBPAL, PalOffsets.FILE, GramineInstallation.DPKG_STATUS);

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

        ImageFilesystem rootfs = rootfs(request);
        byte[] libpal = libpal(request, rootfs);
        EnclaveSigner signer = new EnclaveSigner(rootfs, version(given, rootfs), offsets(rootfs));
        FinalManifest manifest = signer.complete(declared);
        MeasuredEnclave enclave = signer.measure(manifest, libpal);
        Sigstruct sigstruct =
                signer.sign(enclave, request.signing().date(), request.signing().key());

        files.write(manifest.bytes(), sigstruct.bytes());
        log.enclaveSigned(enclave, sigstruct);
        log.wrote(files.manifest());
        log.wrote(files.sig());
    }

    private static ImageFilesystem rootfs(Request request) {
        if (!Files.exists(request.rootfs())) {
            throw new GraminizeException(
                    "gramine.rootfs=" + request.rootfs() + " does not exist.",
                    "Give a folder, a tar of one, or an image's archive; without gramine.rootfs it is this machine's own root.");
        }
        return ImageReader.open(request.rootfs(), KEPT::contains).filesystem();
    }

    private static byte[] libpal(Request request, ImageFilesystem rootfs) throws IOException {
        if (request.libpal().isPresent()) {
            return ManifestSource.bytes(request.libpal().get(), "gramine.libpal");
        }
        return rootfs.content(EnclaveSigner.LIBPAL)
                .orElseThrow(() -> new GraminizeException(
                        "gramine.rootfs=%s has no %s, without which an enclave cannot be measured."
                                .formatted(request.rootfs(), EnclaveSigner.LIBPAL),
                        "Install the package gramine in it, or give the file: -Dgramine.libpal=…/sgx/libpal.so"));
    }

    private GramineVersion version(Optional<GramineVersion> given, ImageFilesystem rootfs) {
        Optional<String> installed = GramineInstallation.packageVersion(rootfs);
        if (given.isEmpty() && installed.isEmpty()) {
            log.note(
                    "dpkg's status in the root file system does not list gramine, so the manifest is checked as for Gramine "
                            + GramineVersion.NEWEST + ". Say otherwise with -Dgramine.version=…");
            return GramineVersion.NEWEST;
        }
        if (given.isPresent() && installed.isPresent() && !isOf(installed.get(), given.get())) {
            log.warning(
                    "gramine.version is %s, but the root file system has Gramine %s."
                            .formatted(given.get(), installed.get()),
                    "Leave gramine.version out unless another one will run this enclave.");
        }
        return given.orElseGet(() -> GramineVersion.parse(installed.orElseThrow()));
    }

    /** A package's version may have an epoch before it and a revision behind it. */
    private static boolean isOf(String installed, GramineVersion version) {
        return installed.replaceFirst("^[0-9]+:", "").startsWith(version.toString());
    }

    private PalOffsets offsets(ImageFilesystem rootfs) {
        PalOffsets offsets = PalOffsets.of(rootfs);
        if (offsets.source().isEmpty()) {
            log.note("The root file system has no " + PalOffsets.FILE
                    + ", so the constants are those that Gramine 1.5 to 1.9 share.");
        }
        return offsets;
    }
}
