package io.github.openflgramine.gramine;

import java.util.List;
import java.util.Map;

/** Mounts that only the enclave itself can read, on its own processor (Gramine's documentation, "Encrypted files"). */
final class SealedMounts {

    /** The beginning of the names of keys that the processor derives: {@code _sgx_mrenclave}, {@code _sgx_mrsigner}. */
    private static final String DERIVED = "_sgx_";

    private SealedMounts() {}

    /** Returns whether the manifest has such a mount. */
    static boolean areIn(Manifest manifest) {
        return manifest.get("fs", "mounts").orElse(List.of()) instanceof List<?> mounts
                && mounts.stream()
                        .anyMatch(mount -> mount instanceof Map<?, ?> table
                                && table.get("key_name") instanceof String key
                                && key.startsWith(DERIVED));
    }
}
