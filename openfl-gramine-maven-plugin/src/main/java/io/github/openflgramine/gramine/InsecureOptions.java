package io.github.openflgramine.gramine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the insecure settings of a manifest. Gramine reports them only as warnings in its log (Gramine's
 * documentation, "Security-sensitive options").
 */
public final class InsecureOptions {

    private static final String MARK = "insecure__";

    private InsecureOptions() {}

    /**
     * Returns one line for each setting, starting with its key as written in a manifest. The list is empty if there is
     * none.
     */
    static List<String> of(Manifest manifest) {
        List<String> found = new ArrayList<>(settings(manifest));
        list(manifest, "sgx", "allowed_files").forEach(file -> found.add("sgx.allowed_files: " + file));
        found.addAll(openings(manifest));
        return List.copyOf(found);
    }

    /** Returns the same lines without allowed files. Every enclave that processes data needs some of those. */
    public static List<String> butAllowedFiles(Manifest manifest) {
        List<String> found = new ArrayList<>(settings(manifest));
        found.addAll(openings(manifest));
        return List.copyOf(found);
    }

    private static List<String> settings(Manifest manifest) {
        List<String> found = new ArrayList<>();
        if (manifest.get("sgx", "debug").filter(Boolean.TRUE::equals).isPresent()) {
            found.add("sgx.debug = true");
        }
        manifest.get("loader", "log_level")
                .map(String::valueOf)
                .filter(level -> LogLevel.parse(level).filter(LogLevel::isQuiet).isEmpty())
                .ifPresent(level -> found.add("loader.log_level = \"" + level + "\""));
        if (manifest.get("sgx", "file_check_policy")
                .filter("allow_all_but_log"::equals)
                .isPresent()) {
            found.add("sgx.file_check_policy = \"allow_all_but_log\"");
        }
        return found;
    }

    /** Returns the settings that give the host access by other means than files. */
    private static List<String> openings(Manifest manifest) {
        List<String> found = new ArrayList<>();
        environment(manifest).forEach((name, value) -> {
            if (value instanceof Map<?, ?> table && Boolean.TRUE.equals(table.get("passthrough"))) {
                found.add("loader.env." + name + " = { passthrough = true }");
            }
        });
        if (!list(manifest, "sys", "debug__mock_syscalls").isEmpty()) {
            found.add("sys.debug__mock_syscalls");
        }
        marked(manifest.document(), "", found);
        return found;
    }

    static List<?> list(Manifest manifest, String... path) {
        return manifest.get(path)
                .filter(List.class::isInstance)
                .map(List.class::cast)
                .orElse(List.of());
    }

    static Map<?, ?> environment(Manifest manifest) {
        return manifest.get("loader", "env")
                .filter(Map.class::isInstance)
                .map(Map.class::cast)
                .orElse(Map.of());
    }

    /** Adds the keys that Gramine marks as insecure. Their values may be secrets and are not shown. */
    private static void marked(Map<?, ?> table, String prefix, List<String> found) {
        table.forEach((key, value) -> {
            if (!String.valueOf(key).startsWith(MARK)) {
                if (value instanceof Map<?, ?> below && prefix.isEmpty()) {
                    marked(below, key + ".", found);
                }
            } else if (value instanceof Boolean || value instanceof Long) {
                if (!value.equals(false) && !value.equals(0L)) {
                    found.add(prefix + key + " = " + value);
                }
            } else {
                found.add(prefix + key);
            }
        });
    }
}
