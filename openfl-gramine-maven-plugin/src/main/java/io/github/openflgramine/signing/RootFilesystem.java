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

/**
 * The files that a manifest's paths mean, and what of Gramine has to be known of them: its version, its PAL, the PAL's
 * constants. What had to be assumed is noted.
 *
 * @param image closed with this
 * @param shown how messages call it, as a rule a property with its value
 */
public record RootFilesystem(Image image, String shown) implements AutoCloseable {

    /**
     * Reads a directory, or a tar of one, or an image's archive, both also with gzip.
     *
     * @param layers where an image's layers are remembered, so as not to be hashed again; without it all are hashed
     */
    public static RootFilesystem open(Path rootfs, Optional<Path> layers) {
        if (!Files.exists(rootfs)) {
            throw new GraminizeException(
                    "gramine.rootfs=" + rootfs + " does not exist.",
                    "Give a directory, a tar of one, or an image archive. The default is this machine's root.");
        }
        ImageReader reader = new ImageReader();
        return new RootFilesystem(
                layers.map(reader::withCache).orElse(reader).read(rootfs), "gramine.rootfs=" + rootfs);
    }

    public ImageFilesystem files() {
        return image.filesystem();
    }

    @Override
    public void close() {
        image.close();
    }

    /** The given file, else its own. */
    public byte[] libpal(Optional<Path> given) throws IOException {
        if (given.isPresent()) {
            return ManifestSource.bytes(given.get(), "gramine.libpal");
        }
        return files().content(EnclaveSigner.LIBPAL)
                .orElseThrow(() -> new GraminizeException(
                        "%s has no %s, which is needed to measure an enclave.".formatted(shown, EnclaveSigner.LIBPAL),
                        "Install the package gramine in it, or pass the file: -Dgramine.libpal=…/sgx/libpal.so"));
    }

    /** The given version, else the one that dpkg's status has, else the newest. */
    public GramineVersion version(Optional<GramineVersion> given, BuildLog log) {
        Optional<String> installed = GramineInstallation.packageVersion(files());
        if (given.isEmpty() && installed.isEmpty()) {
            log.note(
                    "dpkg's status in the root file system does not list gramine, so the manifest is checked for Gramine "
                            + GramineVersion.NEWEST + ". Choose another with -Dgramine.version=…");
            return GramineVersion.NEWEST;
        }
        if (given.isPresent() && installed.isPresent() && !isOf(installed.get(), given.get())) {
            log.warning(
                    "gramine.version is %s, but the root file system has Gramine %s."
                            .formatted(given.get(), installed.get()),
                    "Omit gramine.version unless another version will run this enclave.");
        }
        return given.orElseGet(() -> GramineVersion.parse(installed.orElseThrow()));
    }

    /** A package's version may have an epoch before it and a revision behind it. */
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
