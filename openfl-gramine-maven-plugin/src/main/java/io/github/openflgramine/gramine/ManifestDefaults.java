package io.github.openflgramine.gramine;

import io.github.openflgramine.toml.TomlTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills in the defaults as Gramine's signer does. The added keys become part of the signed manifest, after the written
 * ones, so their order matters.
 */
final class ManifestDefaults {

    static final long MAX_THREADS = 4;
    private static final String ENCLAVE_SIZE = "256M";
    private static final String ENCLAVE_SIZE_WITH_EDMM = "1024G";
    private static final String LIBOS = "file:/usr/lib/x86_64-linux-gnu/gramine/libsysdb.so";

    private ManifestDefaults() {}

    static Manifest fill(Manifest manifest, GramineVersion version) {
        Map<String, Object> document = TomlTree.copy(manifest.document());
        Map<String, Object> sgx = TomlTree.table(document, "sgx");
        sgx.putIfAbsent("trusted_files", new ArrayList<>());
        sgx.putIfAbsent("max_threads", MAX_THREADS);
        sgx.putIfAbsent("isvprodid", 0L);
        sgx.putIfAbsent("isvsvn", 0L);
        sgx.putIfAbsent("remote_attestation", RemoteAttestation.NONE.toString());
        sgx.putIfAbsent("debug", false);
        if (version.isBefore(GramineVersion.V1_6)) {
            // Gramine 1.5 uses this order, which differs from that of the later cpu_features.
            for (String feature : List.of("avx", "avx512", "mpx", "pkru", "amx", "exinfo")) {
                sgx.putIfAbsent("require_" + feature, false);
            }
        }
        sgx.putIfAbsent("enable_stats", false);
        sgx.putIfAbsent("edmm_enable", false);
        boolean edmm = Boolean.TRUE.equals(sgx.get("edmm_enable"));
        sgx.putIfAbsent("enclave_size", edmm ? ENCLAVE_SIZE_WITH_EDMM : ENCLAVE_SIZE);
        if (!version.isBefore(GramineVersion.V1_6)) {
            if (!sgx.containsKey("require_exinfo")) {
                sgx.putIfAbsent("use_exinfo", false);
            }
            if (!hasOldFeatures(sgx)) {
                fillCpuFeatures(TomlTree.table(sgx, "cpu_features"));
            }
        }
        if (version.isBefore(GramineVersion.V1_8)) {
            TomlTree.table(document, "loader").putIfAbsent("entrypoint", LIBOS);
        } else {
            Map<String, Object> loader = TomlTree.table(document, "loader");
            // Gramine 1.8 still accepts the former string, and writes it as a table.
            loader.computeIfPresent("entrypoint", (key, uri) -> uri instanceof String ? table(uri) : uri);
            TomlTree.table(loader, "entrypoint").putIfAbsent("uri", LIBOS);
        }
        return manifest.with(document);
    }

    private static Map<String, Object> table(Object uri) {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("uri", uri);
        return table;
    }

    /** Returns whether the table has keys of Gramine 1.5, which 1.6 and 1.7 accept instead of the newer ones. */
    private static boolean hasOldFeatures(Map<String, Object> sgx) {
        return Arrays.stream(CpuFeature.values()).anyMatch(feature -> sgx.containsKey("require_" + feature));
    }

    private static void fillCpuFeatures(Map<String, Object> features) {
        for (CpuFeature feature : CpuFeature.values()) {
            features.putIfAbsent(feature.toString(), feature.usual().toString());
        }
    }
}
