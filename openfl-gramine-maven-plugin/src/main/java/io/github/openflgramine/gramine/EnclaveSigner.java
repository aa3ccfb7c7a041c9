package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;

/**
 * From a manifest's text to an enclave that is ready to be signed, over one image: what {@code gramine-sgx-sign} does before
 * it takes the key.
 */
public final class EnclaveSigner {

    /** Where Debian's and Ubuntu's package puts the PAL. A reader of an image has to be asked to keep this file. */
    public static final ImagePath LIBPAL = ImagePath.of("/usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so");

    private final ImageFilesystem image;
    private final GramineVersion version;
    private final PalOffsets offsets;

    public EnclaveSigner(ImageFilesystem image, GramineVersion version, PalOffsets offsets) {
        this.image = image;
        this.version = version;
        this.offsets = offsets;
    }

    /** Checked, completed, with every trusted file's digest: enough for gramine-direct. */
    public FinalManifest complete(String manifest, String name) {
        return complete(Manifest.parse(manifest, name));
    }

    public FinalManifest complete(Manifest manifest) {
        return FinalManifest.of(manifest, image, version, offsets);
    }

    /** With the image's own libpal.so. */
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
