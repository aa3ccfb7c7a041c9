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

    private static final String LABEL = "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?";
    /** A host without a dot or a port would be a part of the path, except localhost. */
    private static final String HOST = "(localhost|%1$s(\\.%1$s)+|%1$s(\\.%1$s)*(?=:))(:[0-9]+)?".formatted(LABEL);

    private static final String COMPONENT = "[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*";
    private static final Pattern REPOSITORY = Pattern.compile("(%1$s/)?%2$s(/%2$s)*".formatted(HOST, COMPONENT));
    private static final Pattern FORM = Pattern.compile("([^@]+)@sha256:([0-9a-f]{64})");

    public ImageReference {
        if (!isRepository(repository)) {
            throw new IllegalArgumentException("not a repository: " + repository);
        }
    }

    /** Returns whether this is a repository's name, with or without its registry (distribution specification 1.1). */
    public static boolean isRepository(String name) {
        return REPOSITORY.matcher(name).matches();
    }

    /** Parses a reference by digest; returns empty if it is a tag or not a reference. */
    public static Optional<ImageReference> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && isRepository(matcher.group(1))
                ? Optional.of(new ImageReference(matcher.group(1), Sha256.ofHex(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return repository + "@" + digest.prefixed();
    }
}
