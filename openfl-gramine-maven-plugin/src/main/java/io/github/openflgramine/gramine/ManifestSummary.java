package io.github.openflgramine.gramine;

import io.github.openflgramine.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The most important values of a manifest, signed or not, of any Gramine version. Missing values are left out. Nothing
 * is checked.
 */
public final class ManifestSummary {

    private ManifestSummary() {}

    /**
     * Returns names and values (strings, numbers, booleans, lists, maps), in the order for display.
     *
     * @throws io.github.openflgramine.GraminizeException if the text is not TOML
     */
    public static Map<String, Object> of(String text, String name) {
        Manifest manifest = Manifest.parse(text, name);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put(
                "manifest_sha256",
                Sha256.digest(text.getBytes(StandardCharsets.UTF_8)).hex());
        put(summary, "libos_entrypoint", manifest, "libos", "entrypoint");
        put(summary, "argv", manifest, "loader", "argv");
        put(summary, "start_dir", manifest, "fs", "start_dir");
        summary.put("environment", InsecureOptions.environment(manifest));
        put(summary, "enclave_size", manifest, "sgx", "enclave_size");
        put(summary, "max_threads", manifest, "sgx", "max_threads");
        put(summary, "edmm_enable", manifest, "sgx", "edmm_enable");
        put(summary, "isv_prod_id", manifest, "sgx", "isvprodid");
        put(summary, "isv_svn", manifest, "sgx", "isvsvn");
        put(summary, "debug_enclave", manifest, "sgx", "debug");
        put(summary, "remote_attestation", manifest, "sgx", "remote_attestation");
        put(summary, "log_level", manifest, "loader", "log_level");
        List<?> trusted = InsecureOptions.list(manifest, "sgx", "trusted_files");
        summary.put("trusted_files", trusted.size());
        summary.put("trusted_files_without_sha256", trusted.size() - hashed(trusted));
        summary.put(
                "allowed_files",
                InsecureOptions.list(manifest, "sgx", "allowed_files").size());
        summary.put("insecure_options", InsecureOptions.of(manifest));
        return summary;
    }

    private static int hashed(List<?> trusted) {
        return Math.toIntExact(trusted.stream()
                .filter(entry -> entry instanceof Map<?, ?> table && table.containsKey("sha256"))
                .count());
    }

    private static void put(Map<String, Object> summary, String name, Manifest manifest, String... path) {
        manifest.get(path).ifPresent(value -> summary.put(name, value));
    }
}
