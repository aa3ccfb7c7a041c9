package io.github.openflgramine.signing;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.gramine.EnclaveSigner;
import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.PalOffsets;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.layers.ImageReader;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files to which a manifest's paths refer, including Gramine's version, its PAL and the PAL's constants.
 * Assumptions about these are logged.
 *
 * @param image the image, which is closed with this object
 * @param shown the name in messages, usually a property with its value
 */
public record RootFilesystem(Image image, String shown) implements AutoCloseable {

    /**
     * Reads a directory, a tar of a directory, or an image's archive. The latter two may be compressed with gzip.
     * All layers of an image are hashed.
     */
    public static RootFilesystem open(Path rootfs) {
        return open(rootfs, new ImageReader());
    }

    /** Reads an enclave's root file system, with its cache if it has one. */
    static RootFilesystem open(DeclaredEnclave enclave) {
        ImageReader reader = new ImageReader();
        return open(enclave.rootfs(), enclave.layers().map(reader::withCache).orElse(reader));
    }

    private static RootFilesystem open(Path rootfs, ImageReader reader) {
        if (!Files.exists(rootfs)) {
            throw new GraminizeException(
                    "gramine.rootfs=" + rootfs + " does not exist.",
                    "Give a directory, a tar of one, or an image archive. The default is this machine's root.");
        }
        return new RootFilesystem(reader.read(rootfs), "gramine.rootfs=" + rootfs);
    }

    public ImageFilesystem files() {
        return image.filesystem();
    }

    @Override
    public void close() {
        image.close();
    }

    /** Returns the given libpal.so, or the root file system's if the given one is null. */
    public byte[] libpal(@Nullable Path given) throws IOException {
        if (given != null) {
            return ManifestSource.bytes(given, "gramine.libpal");
        }
        return files().content(EnclaveSigner.LIBPAL)
                .orElseThrow(() -> new GraminizeException(
                        "%s has no %s, which is needed to measure an enclave.".formatted(shown, EnclaveSigner.LIBPAL),
                        "Install the package gramine in it, or pass the file: -Dgramine.libpal=…/sgx/libpal.so"));
    }

    /** Returns the given version, or if it is null the one in dpkg's status, or the newest supported version. */
    public GramineVersion version(@Nullable GramineVersion given, BuildLog log) {
        Optional<String> installed = GramineInstallation.packageVersion(files());
        if (given == null && installed.isEmpty()) {
            log.note(
                    "dpkg's status in the root file system does not list gramine, so the manifest is checked for Gramine "
                            + GramineVersion.NEWEST + ". Choose another with -Dgramine.version=…");
            return GramineVersion.NEWEST;
        }
        if (given != null && installed.isPresent() && !isOf(installed.get(), given)) {
            log.warning(
                    "gramine.version is %s, but the root file system has Gramine %s.".formatted(given, installed.get()),
                    "Omit gramine.version unless another version will run this enclave.");
        }
        return given != null ? given : GramineVersion.parse(installed.orElseThrow());
    }

    /** A package's version may have an epoch before it and a revision after it. */
    private static boolean isOf(String installed, GramineVersion version) {
        return installed.replaceFirst("^[0-9]+:", "").startsWith(version.toString());
    }

    public PalOffsets offsets(BuildLog log) {
        PalOffsets offsets = PalOffsets.of(files());
        if (offsets.source().isEmpty()) {
            log.note("The root file system has no " + PalOffsets.FILE
                    + ", so the constants common to Gramine 1.5 to 1.9 are used.");
        }
        return offsets;
    }
}
