package io.github.openflgramine.gramine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Gramine's signer fills in where a manifest is silent. The filled-in keys are part of the signed manifest, behind the
 * ones that were written, so their order counts.
 */
final class ManifestDefaults {

    static final long MAX_THREADS = 4;
    private static final String ENCLAVE_SIZE = "256M";
    private static final String ENCLAVE_SIZE_WITH_EDMM = "1024G";
    private static final String LIBOS = "file:/usr/lib/x86_64-linux-gnu/gramine/libsysdb.so";

    private ManifestDefaults() {}

    static Manifest fill(Manifest manifest) {
        Map<String, Object> document = TomlTree.copy(manifest.document());
        Map<String, Object> sgx = table(document, "sgx");
        sgx.putIfAbsent("trusted_files", new ArrayList<>());
        sgx.putIfAbsent("max_threads", MAX_THREADS);
        sgx.putIfAbsent("isvprodid", 0L);
        sgx.putIfAbsent("isvsvn", 0L);
        sgx.putIfAbsent("remote_attestation", "none");
        for (String flag : List.of("debug", "enable_stats", "edmm_enable")) {
            sgx.putIfAbsent(flag, false);
        }
        boolean edmm = Boolean.TRUE.equals(sgx.get("edmm_enable"));
        sgx.putIfAbsent("enclave_size", edmm ? ENCLAVE_SIZE_WITH_EDMM : ENCLAVE_SIZE);
        sgx.putIfAbsent("use_exinfo", false);
        Map<String, Object> features = table(sgx, "cpu_features");
        for (String feature : List.of("avx", "avx512", "amx")) {
            features.putIfAbsent(feature, "unspecified");
        }
        for (String feature : List.of("mpx", "pkru")) {
            features.putIfAbsent(feature, "disabled");
        }
        table(table(document, "loader"), "entrypoint").putIfAbsent("uri", LIBOS);
        return manifest.with(document);
    }

    /** The sub-table of this name, made if it is missing. The schema has been checked: nothing else stands there. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> table(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.computeIfAbsent(key, name -> new LinkedHashMap<String, Object>());
    }
}
