package io.github.openflgramine.gramine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One entry of the signed manifest's {@code sgx.trusted_files}: Gramine opens this very name only if its content has this
 * digest.
 *
 * @param uri {@code file:} and an absolute path, as the entry was declared or found
 * @param sha256 64 hexadecimal digits, in the case in which they were written
 */
public record TrustedFile(String uri, String sha256) {

    Map<String, Object> toToml() {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("uri", uri);
        table.put("sha256", sha256);
        return table;
    }
}
