package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.util.Optional;

/**
 * Prepares an enclave for signing, from a manifest's text and an image: the steps of {@code gramine-sgx-sign} before
 * it uses the key.
 */
public final class EnclaveSigner {

    /** The path of the PAL in Debian's and Ubuntu's package. The image's reader must keep this file. */
    public static final ImagePath LIBPAL = ImagePath.of("/usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so");

    private final ImageFilesystem image;
    private final GramineVersion version;
    private final PalOffsets offsets;
    private final WorkingDirectory directory;

    public EnclaveSigner(ImageFilesystem image, GramineVersion version, PalOffsets offsets) {
        this(image, version, offsets, WorkingDirectory.NONE);
    }

    private EnclaveSigner(
            ImageFilesystem image, GramineVersion version, PalOffsets offsets, WorkingDirectory directory) {
        this.image = image;
        this.version = version;
        this.offsets = offsets;
        this.directory = directory;
    }

    /** Returns a signer whose manifests' relative paths start in this directory. */
    public EnclaveSigner startingIn(ImagePath start) {
        return new EnclaveSigner(image, version, offsets, new WorkingDirectory(Optional.of(start)));
    }

    /** Checks and completes a manifest, including the digest of every trusted file. gramine-direct needs no more. */
    public FinalManifest complete(String manifest, String name) {
        return complete(Manifest.parse(manifest, name));
    }

    public FinalManifest complete(Manifest manifest) {
        return FinalManifest.of(manifest, image, version, offsets, directory);
    }

    /** Measures the enclave with the image's own libpal.so. */
    public MeasuredEnclave measure(FinalManifest manifest) {
        byte[] libpal = image.content(LIBPAL)
                .orElseThrow(() -> new GraminizeException(
                        "The image has no " + LIBPAL + "; an enclave cannot be measured without Gramine's PAL.",
                        "Install the gramine package in the image."));
        return measure(manifest, libpal);
    }

    public MeasuredEnclave measure(FinalManifest manifest, byte[] libpal) {
        return MeasuredEnclave.of(manifest, libpal, offsets);
    }
}
