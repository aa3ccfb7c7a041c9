package io.github.openflgramine.gramine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry of the signed manifest's {@code sgx.trusted_files}: Gramine opens this very name only if its content has this
 * digest.
 *
 * @param uri {@code file:} and an absolute path, as the entry was declared or found
 * @param sha256 64 hexadecimal digits, in the case in which they were written
 */
public record TrustedFile(String uri, String sha256) {

    /** Those that a signed manifest lists, in its order. */
    public static List<TrustedFile> listedIn(Manifest manifest) {
        return TrustedEntry.of(manifest).stream()
                .filter(entry -> entry.sha256().isPresent())
                .map(entry -> new TrustedFile(entry.uri(), entry.sha256().get()))
                .toList();
    }

    /** The path that the URI names. */
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
