package io.github.openflgramine.gramine;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Directories that the host sees only encrypted (Gramine's documentation, "Encrypted files"). */
final class EncryptedMounts {

    /** The beginning of the names of keys that the processor derives: {@code _sgx_mrenclave}, {@code _sgx_mrsigner}. */
    private static final String DERIVED = "_sgx_";

    private EncryptedMounts() {}

    /** Returns the paths of a manifest's encrypted mounts. */
    static List<String> paths(Manifest manifest) {
        return tables(manifest)
                .filter(mount -> "encrypted".equals(mount.get("type")))
                .flatMap(mount -> mount.get("path") instanceof String path ? Stream.of(path) : Stream.empty())
                .toList();
    }

    /** Returns whether the manifest has a mount that only the enclave itself can read, on its own processor. */
    static boolean areSealed(Manifest manifest) {
        return tables(manifest)
                .anyMatch(mount -> mount.get("key_name") instanceof String key && key.startsWith(DERIVED));
    }

    private static Stream<Map<?, ?>> tables(Manifest manifest) {
        return manifest.get("fs", "mounts").orElse(List.of()) instanceof List<?> mounts
                ? mounts.stream().flatMap(mount -> mount instanceof Map<?, ?> table ? Stream.of(table) : Stream.empty())
                : Stream.empty();
    }
}
