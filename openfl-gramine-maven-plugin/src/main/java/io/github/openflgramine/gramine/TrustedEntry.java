package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * An entry of {@code sgx.trusted_files} as declared: a URI, or a table with a URI and an optional digest.
 *
 * @param uri {@code file:} and an absolute path; a directory's ends with a slash
 * @param where line and column in the manifest, for messages
 */
record TrustedEntry(String uri, Optional<String> sha256, Supplier<String> where) {

    private static final String SCHEME = "file:";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    /** Reads the entries of a manifest whose schema has been checked. */
    static List<TrustedEntry> of(Manifest manifest) {
        List<TrustedEntry> entries = new ArrayList<>();
        List<?> declared = (List<?>) manifest.get("sgx", "trusted_files").orElse(List.of());
        for (int i = 0; i < declared.size(); i++) {
            int index = i;
            entries.add(of(declared.get(i), () -> manifest.at(List.of("sgx", "trusted_files", index))));
        }
        return entries;
    }

    private static TrustedEntry of(Object declared, Supplier<String> where) {
        if (declared instanceof Map<?, ?> table) {
            return checked(new TrustedEntry(
                    String.valueOf(table.get("uri")), Optional.ofNullable((String) table.get("sha256")), where));
        }
        return checked(new TrustedEntry((String) declared, Optional.empty(), where));
    }

    private static TrustedEntry checked(TrustedEntry entry) {
        if (!entry.uri.startsWith(SCHEME)) {
            throw entry.refused("is not a file; Gramine trusts only files", "Write \"file:/path\".");
        }
        if (!entry.path().startsWith("/")) {
            throw entry.refused(
                    "is relative; paths in an image must be absolute", "Write \"file:/" + entry.path() + "\".");
        }
        entry.sha256.ifPresent(digest -> {
            if (!SHA256.matcher(digest).matches()) {
                throw entry.refused(
                        "has sha256 \"" + digest + "\"; expected 64 hexadecimal digits",
                        "Correct it, or omit it to have it computed.");
            }
        });
        return entry;
    }

    String path() {
        return path(uri);
    }

    static String path(String uri) {
        return uri.substring(SCHEME.length());
    }

    boolean isDirectory() {
        return uri.endsWith("/");
    }

    GraminizeException refused(String problem, String remedy) {
        return new GraminizeException(
                "sgx.trusted_files lists %s, which %s (%s).".formatted(uri, problem, where.get()), remedy);
    }
}
