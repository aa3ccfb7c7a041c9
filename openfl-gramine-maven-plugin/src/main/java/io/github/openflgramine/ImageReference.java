package io.github.openflgramine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image in a registry by its digest, which always identifies the same image: {@code REPOSITORY@sha256:…}
 * (distribution specification 1.1, "digest").
 *
 * @param repository includes the registry's host
 * @param digest the digest of the image's manifest
 */
public record ImageReference(String repository, Sha256 digest) {

    private static final Pattern FORM = Pattern.compile("([^\\s@'\"]+)@sha256:([0-9a-f]{64})");

    /** Parses a reference by digest; returns empty if it is a tag or not a reference. */
    public static Optional<ImageReference> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new ImageReference(matcher.group(1), Sha256.ofHex(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return repository + "@" + digest.prefixed();
    }
}
