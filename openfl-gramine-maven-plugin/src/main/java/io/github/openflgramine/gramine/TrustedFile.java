package io.github.openflgramine.gramine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry of {@code sgx.trusted_files} in a signed manifest. Gramine opens a file by this name only if its content
 * has this digest.
 *
 * @param uri {@code file:} and an absolute path, as declared or found
 * @param sha256 64 hexadecimal digits, in their original case
 */
public record TrustedFile(String uri, String sha256) {

    /** Returns the files that a signed manifest lists, in its order. */
    public static List<TrustedFile> listedIn(Manifest manifest) {
        return TrustedEntry.of(manifest, WorkingDirectory.NONE).stream()
                .filter(entry -> entry.sha256().isPresent())
                .map(entry -> new TrustedFile(entry.uri(), entry.sha256().get()))
                .toList();
    }

    /** Returns the path in the URI. */
    public String path() {
        return TrustedEntry.path(uri);
    }

    Map<String, Object> toToml() {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("uri", uri);
        table.put("sha256", sha256);
        return table;
    }
}
