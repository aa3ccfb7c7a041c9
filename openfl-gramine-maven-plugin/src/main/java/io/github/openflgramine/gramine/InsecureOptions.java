package io.github.openflgramine.gramine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a manifest says that weakens its enclave: the options of which Gramine only warns, in its log, where nobody reads it
 * (Gramine's documentation, "Security-sensitive options").
 */
public final class InsecureOptions {

    private static final String MARK = "insecure__";

    private InsecureOptions() {}

    /** One line for each, beginning with the key as a manifest writes it; empty when there is none. */
    static List<String> of(Manifest manifest) {
        List<String> found = new ArrayList<>(settings(manifest));
        list(manifest, "sgx", "allowed_files").forEach(file -> found.add("sgx.allowed_files: " + file));
        found.addAll(openings(manifest));
        return List.copyOf(found);
    }

    /** The same but for allowed files, of which every enclave that works on data needs some. */
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

    /** What lets the host in by other ways than files. */
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

    /** The keys that Gramine itself calls insecure. Their values may be secrets. */
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
