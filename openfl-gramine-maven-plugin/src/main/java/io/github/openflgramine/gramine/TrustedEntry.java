package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An entry of {@code sgx.trusted_files} as declared: a URI, or a table with a URI and an optional digest.
 *
 * @param uri {@code file:} and a path; a directory's ends with a slash
 * @param path the absolute path
 * @param where line and column in the manifest, for messages
 */
record TrustedEntry(String uri, String path, Optional<String> sha256, Supplier<String> where) {

    private static final String SCHEME = ManifestKeys.FILE;

    /** Reads the entries of a manifest whose schema has been checked. */
    static List<TrustedEntry> of(Manifest manifest, WorkingDirectory directory) {
        List<TrustedEntry> entries = new ArrayList<>();
        List<?> declared = (List<?>) manifest.get("sgx", "trusted_files").orElse(List.of());
        for (int i = 0; i < declared.size(); i++) {
            int index = i;
            entries.add(of(declared.get(i), () -> manifest.at(List.of("sgx", "trusted_files", index)), directory));
        }
        return entries;
    }

    private static TrustedEntry of(Object declared, Supplier<String> where, WorkingDirectory directory) {
        String uri = declared instanceof Map<?, ?> table ? String.valueOf(table.get("uri")) : (String) declared;
        Optional<String> sha256 = declared instanceof Map<?, ?> table
                ? Optional.ofNullable((String) table.get("sha256"))
                : Optional.empty();
        TrustedEntry entry = new TrustedEntry(uri, directory.absolute(path(uri)).orElse(""), sha256, where);
        if (entry.path.isEmpty()) {
            throw TemplateMarks.in(entry)
                    .orElseGet(() -> entry.refused(
                            "is relative, and an image has no directory in which relative paths start",
                            "Write the absolute path that the file has in the image. Only sign-manifest without"
                                    + " gramine.rootfs takes paths relative to the manifest's directory, as gramine-sgx-sign"
                                    + " does."));
        }
        return entry;
    }

    /** Returns the path of a {@code file:} URI as written. */
    static String path(String uri) {
        return uri.startsWith(SCHEME) ? uri.substring(SCHEME.length()) : uri;
    }

    /** Returns the URI of a file below this directory. */
    String uriBelow(String relative) {
        String directory = WorkingDirectory.normal(path(uri));
        return SCHEME + (directory.isEmpty() || directory.equals("/") ? directory : directory + "/") + relative;
    }

    boolean isDirectory() {
        return uri.endsWith("/");
    }

    GraminizeException refused(String problem, String remedy) {
        return new GraminizeException(
                "sgx.trusted_files lists %s, which %s (%s).".formatted(uri, problem, where.get()), remedy);
    }
}
