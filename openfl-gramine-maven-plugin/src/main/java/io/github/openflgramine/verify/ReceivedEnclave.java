package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.gramine.Difference;
import io.github.openflgramine.gramine.EnclaveSigner;
import io.github.openflgramine.image.ImageConfig;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.product.ImageLabels;
import io.github.openflgramine.product.ImagePaths;
import io.github.openflgramine.signing.RootFilesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of an enclave, as received.
 *
 * @param name NAME in NAME.manifest.sgx and NAME.sig; in an image the role
 * @param place the role whose files it has in an image; empty outside of one
 * @param manifest the measured bytes; empty if the file is missing, which is a difference
 * @param sig empty if the enclave is not signed
 * @param differences problems with the files, apart from their content
 */
record ReceivedEnclave(
        String name,
        Optional<Role> place,
        Optional<byte[]> manifest,
        Optional<byte[]> sig,
        List<Difference> differences) {

    private static final String MANIFEST = ".manifest.sgx";
    private static final String SIG = ".sig";
    private static final String ABSENT = "no such file";
    private static final ImagePath DIRECTORY = ImagePaths.PRODUCT;

    String manifestName() {
        return name + MANIFEST;
    }

    String sigName() {
        return name + SIG;
    }

    /** Reads a user's manifest and its SIGSTRUCT: the given one, or if that is null the one next to the manifest if it exists. */
    static ReceivedEnclave of(Path manifest, @Nullable Path sig) throws IOException {
        String file = manifest.getFileName().toString();
        if (!file.endsWith(MANIFEST) || file.equals(MANIFEST)) {
            throw new GraminizeException(
                    "gramine.manifest=%s: its name does not end in %s.".formatted(manifest, MANIFEST),
                    "Give the signed manifest, which has the sha256 of every file.");
        }
        String name = file.substring(0, file.length() - MANIFEST.length());
        Path beside = manifest.resolveSibling(name + SIG);
        Optional<Path> found =
                Optional.ofNullable(sig).or(() -> Optional.of(beside).filter(Files::exists));
        return new ReceivedEnclave(
                name,
                Optional.empty(),
                Optional.of(ManifestSource.bytes(manifest, "gramine.manifest")),
                found.isPresent() ? Optional.of(ManifestSource.bytes(found.get(), "gramine.sig")) : Optional.empty(),
                List.of());
    }

    /**
     * Reads the enclaves of an image's roles. If the image is signed, or its labels say so, both SIGSTRUCTs must
     * exist.
     */
    static List<ReceivedEnclave> ofImage(RootFilesystem image) {
        boolean ours = Arrays.stream(Role.values())
                .anyMatch(role -> image.files()
                        .content(DIRECTORY.resolve(role.sgxManifestFile()))
                        .or(() -> image.files().content(DIRECTORY.resolve(role.manifestFile())))
                        .isPresent());
        if (!ours) {
            throw new GraminizeException(
                    "%s has no manifest in %s, so it was not built by openfl-gramine."
                            .formatted(image.shown(), DIRECTORY),
                    "Give an image built by mvn install, or its archive; for your own manifest use gramine.manifest.");
        }
        boolean signed = image.image()
                        .config()
                        .map(ImageConfig::labels)
                        .map(labels -> labels.get(ImageLabels.SIGNED))
                        .filter("true"::equals)
                        .isPresent()
                || Arrays.stream(Role.values())
                        .anyMatch(role -> image.files()
                                .content(DIRECTORY.resolve(role.sigFile()))
                                .isPresent());
        return Arrays.stream(Role.values()).map(role -> of(role, image, signed)).toList();
    }

    /**
     * Returns the files of an image that verify reads although no manifest lists them: manifests, signatures, the PAL.
     */
    static List<ImagePath> measured() {
        List<ImagePath> measured = new ArrayList<>(List.of(EnclaveSigner.LIBPAL));
        for (Role role : Role.values()) {
            for (String name : List.of(role.manifestFile(), role.sgxManifestFile(), role.sigFile())) {
                measured.add(DIRECTORY.resolve(name));
            }
        }
        return measured;
    }

    private static ReceivedEnclave of(Role role, RootFilesystem image, boolean signed) {
        List<Difference> differences = new ArrayList<>();
        Optional<byte[]> forSgx = image.files().content(DIRECTORY.resolve(role.sgxManifestFile()));
        Optional<byte[]> sig = image.files().content(DIRECTORY.resolve(role.sigFile()));
        String sgx = forSgx.map(ReceivedEnclave::digest).orElse(ABSENT);
        String direct = image.files()
                .content(DIRECTORY.resolve(role.manifestFile()))
                .map(ReceivedEnclave::digest)
                .orElse(ABSENT);
        if (forSgx.isEmpty() || !sgx.equals(direct)) {
            differences.add(Difference.between(
                    "%s must be identical to %s".formatted(role.manifestFile(), role.sgxManifestFile()), sgx, direct));
        }
        if (signed && sig.isEmpty()) {
            differences.add(Difference.of(role.sigFile() + " is missing, but the image is signed"));
        }
        return new ReceivedEnclave(role.toString(), Optional.of(role), forSgx, sig, differences);
    }

    private static String digest(byte[] content) {
        return Sha256.digest(content).hex();
    }
}
