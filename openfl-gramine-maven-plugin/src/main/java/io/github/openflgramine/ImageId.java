package io.github.openflgramine;

import java.util.Optional;

/**
 * The id of a local image: the digest of its configuration (OCI image specification, "ImageID"), or of its manifest in
 * an engine with containerd's image store. Written as {@code sha256:} and 64 hexadecimal digits.
 */
public record ImageId(Sha256 digest) {

    /** Parses {@code sha256:…}; returns empty if the text is not an id. */
    public static Optional<ImageId> parse(String text) {
        try {
            return Optional.of(new ImageId(Sha256.ofDigest(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Parses an id that a program wrote. */
    public static ImageId of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "an image's id is sha256: and 64 hexadecimal digits, not " + text));
    }

    @Override
    public String toString() {
        return digest.prefixed();
    }
}
