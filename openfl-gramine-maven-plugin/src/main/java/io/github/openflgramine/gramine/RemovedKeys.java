package io.github.openflgramine.gramine;

import java.util.Map;
import java.util.Optional;

/** Keys of older manifests that Gramine no longer accepts, each with the version that removed it and a replacement. */
final class RemovedKeys {

    private static final String REMOVE_IT = "Remove it; no replacement is needed.";

    private record Removed(String version, String remedy) {}

    private static final Map<String, Removed> KEYS = Map.ofEntries(
            removed("1.4", "loader.pal_internal_mem_size", REMOVE_IT),
            removed("1.5", "sgx.nonpie_binary", REMOVE_IT),
            removed("1.5", "sgx.thread_num", "Write sgx.max_threads."),
            removed("1.2", "sgx.rpc_thread_num", "Write sgx.insecure__rpc_thread_num."),
            removed("1.3", "sgx.protected_files", "Write an entry of fs.mounts with type = \"encrypted\"."),
            removed("1.3", "sgx.insecure__protected_files_key", "Write fs.insecure__keys."),
            removed("1.3", "fs.mount", "Write entries of the array fs.mounts."),
            removed("1.3", "fs.experimental__enable_sysfs_topology", REMOVE_IT),
            removed("1.0", "loader.preload", "Write loader.entrypoint.uri."),
            removed("1.0", "loader.exec", "Write libos.entrypoint."),
            removed("1.2", "loader.argv0_override", "Write loader.argv."),
            removed("1.6", "sgx.require_avx", "Write sgx.cpu_features.avx = \"required\"."),
            removed("1.6", "sgx.require_avx512", "Write sgx.cpu_features.avx512 = \"required\"."),
            removed("1.6", "sgx.require_amx", "Write sgx.cpu_features.amx = \"required\"."),
            removed("1.6", "sgx.require_mpx", "Write sgx.cpu_features.mpx = \"required\"."),
            removed("1.6", "sgx.require_pkru", "Write sgx.cpu_features.pkru = \"required\"."),
            removed("1.6", "sgx.require_exinfo", "Write sgx.use_exinfo."),
            removed("1.9", "sgx.ra_client_spid", "Remove it and write sgx.remote_attestation = \"dcap\"."),
            removed("1.9", "sgx.ra_client_linkable", "Remove it and write sgx.remote_attestation = \"dcap\"."));

    private RemovedKeys() {}

    private static Map.Entry<String, Removed> removed(String version, String key, String remedy) {
        return Map.entry(key, new Removed(version, remedy));
    }

    /** Returns what to do about a key that an older version accepted; empty for other keys. */
    static Optional<String> remedy(String key) {
        return Optional.ofNullable(KEYS.get(key)).map(Removed::remedy);
    }

    /** Returns the version that removed the key, for example {@code since 1.9}. */
    static String since(String key) {
        return "since " + KEYS.getOrDefault(key, new Removed("1.5", REMOVE_IT)).version();
    }
}
