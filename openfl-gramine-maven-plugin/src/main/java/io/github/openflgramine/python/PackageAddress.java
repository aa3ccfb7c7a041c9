package io.github.openflgramine.python;

import io.github.openflgramine.MessageText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that pip installs from (pip, "VCS Support"; PEP 508, "URL"): of an archive, or of a repository as in
 * {@code git+https://host/path@revision#egg=name}.
 */
public final class PackageAddress {

    /** The programs that pip calls for repositories, by the first part of the scheme. */
    private static final Set<String> PROGRAMS = Set.of("git", "hg", "svn", "bzr");

    private static final Set<String> DIRECT = Set.of("http", "https", "file", "ftp");

    private static final Pattern SCHEME =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(?://[^/?#]*)?([^?#]*).*", Pattern.DOTALL);

    private static final Pattern HASH =
            Pattern.compile("[#&](?:sha256=[0-9a-f]{64}|sha384=[0-9a-f]{96}|sha512=[0-9a-f]{128})(?=&|$)");

    private static final Pattern EGG = Pattern.compile("[#&]egg=([^&]*)");

    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");

    private final String text;
    private final String scheme;
    private final String path;

    private PackageAddress(String text, Matcher parts) {
        this.text = text;
        this.scheme = parts.group(1).toLowerCase(Locale.ROOT);
        this.path = parts.group(2);
    }

    /** Parses any text with a scheme; empty if it has none. */
    static Optional<PackageAddress> parse(String text) {
        Matcher parts = SCHEME.matcher(text);
        return parts.matches() ? Optional.of(new PackageAddress(text, parts)) : Optional.empty();
    }

    /** Returns whether pip takes a text for an address without a name before it. */
    static boolean isAddress(String text) {
        int colon = text.indexOf(':');
        String scheme = text.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
        return DIRECT.contains(scheme) || isRepository(scheme);
    }

    private static boolean isRepository(String scheme) {
        int plus = scheme.indexOf('+');
        return plus > 0 && PROGRAMS.contains(scheme.substring(0, plus));
    }

    /** Returns whether this is a repository's address. */
    public boolean isRepository() {
        return isRepository(scheme);
    }

    /** Returns the program that reads the repository, such as {@code git}. */
    public Optional<String> program() {
        return isRepository() ? Optional.of(scheme.substring(0, scheme.indexOf('+'))) : Optional.empty();
    }

    /** Returns whether the address is a file of the machine that pip runs on. */
    public boolean isLocal() {
        return scheme.equals("file") || scheme.endsWith("+file");
    }

    /** Returns the revision that a repository's address names. */
    public Optional<String> revision() {
        int at = path.lastIndexOf('@');
        return isRepository() && at >= 0 ? Optional.of(path.substring(at + 1)) : Optional.empty();
    }

    /**
     * Returns whether the address always stands for the same content: a whole commit of Git or Mercurial, or an archive with its
     * SHA-256, SHA-384 or SHA-512, which pip checks.
     */
    public boolean isPinned() {
        if (isRepository()) {
            return (scheme.startsWith("git+") || scheme.startsWith("hg+"))
                    && revision()
                            .filter(commit -> COMMIT.matcher(commit).matches())
                            .isPresent();
        }
        return HASH.matcher(text).find();
    }

    /** Returns the text behind {@code egg=}. */
    Optional<String> egg() {
        Matcher egg = EGG.matcher(text);
        return egg.find() ? Optional.of(decoded(egg.group(1))) : Optional.empty();
    }

    /** Returns the decoded last part of the path. */
    String fileName() {
        String whole = path.replaceFirst("/+$", "");
        return decoded(whole.substring(whole.lastIndexOf('/') + 1));
    }

    private static String decoded(String part) {
        try {
            return java.net.URLDecoder.decode(part.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }

    /** Returns the address as written, credentials included. For messages, use {@link #shown}. */
    public String text() {
        return text;
    }

    /** Returns the address for messages. */
    public String shown() {
        return MessageText.of(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackageAddress that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return shown();
    }
}
