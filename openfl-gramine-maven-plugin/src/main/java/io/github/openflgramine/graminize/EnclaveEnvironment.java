package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Environment variables of both roles' enclaves, in addition to those of the manifest's template. They are written into
 * the manifest: measured, and readable by everybody who has the image.
 */
public record EnclaveEnvironment(SortedMap<String, String> variables) {

    public static final EnclaveEnvironment NONE = new EnclaveEnvironment(new TreeMap<>());

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    /** What needs no escape, neither in TOML nor in the file from which mode native takes its environment. */
    private static final Pattern VALUE = Pattern.compile("[ !#-\\[\\]-~]{0,1000}");

    /** Variables of the template that decide how the enclave runs, each with what sets it. */
    private static final Map<String, String> OF_TEMPLATE = Map.ofEntries(
            Map.entry("LD_LIBRARY_PATH", "The image's libraries decide about it."),
            Map.entry("PATH", "It is /usr/bin."),
            Map.entry("HOME", "It is in the enclave's memory."),
            Map.entry("LC_ALL", "Gramine's C library has no locales; Python uses UTF-8."),
            Map.entry("PYTHONDONTWRITEBYTECODE", "It is always 1."),
            Map.entry("OMP_NUM_THREADS", "Use gramine.numericThreads."),
            Map.entry("OPENBLAS_NUM_THREADS", "Use gramine.numericThreads."),
            Map.entry("MALLOC_MMAP_THRESHOLD_", "Use gramine.keepMemory."),
            Map.entry("MALLOC_TRIM_THRESHOLD_", "Use gramine.keepMemory."),
            Map.entry("MALLOC_TOP_PAD_", "Use gramine.keepMemory."),
            Map.entry("MALLOC_ARENA_MAX", "The aggregator has one heap."));

    private static final Set<String> OURS = Set.of("OPENFL_GRAMINE_", "GRAMINE_");

    public EnclaveEnvironment {
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    }

    /**
     * Parses a user's list: {@code NAME=VALUE}, separated by commas or lines. A comma before something that is no
     * {@code NAME=} belongs to the value.
     *
     * @throws GraminizeException if a variable cannot be set
     */
    public static EnclaveEnvironment of(String text) {
        SortedMap<String, String> variables = new TreeMap<>();
        for (String part : text.strip().split("(?:\\s*\\R\\s*|,\\s*(?=[A-Za-z_][A-Za-z0-9_]*=))", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (equals < 0 || !NAME.matcher(name).matches()) {
                throw wrong("has " + name + "; expected NAME=VALUE", "Write NAME=VALUE, several with commas.");
            }
            String value = part.substring(equals + 1);
            if (!VALUE.matcher(value).matches()) {
                throw wrong(
                        "gives " + name + " a value with characters other than printable ASCII, or with a quote or a"
                                + " backslash, or of more than 1000 characters",
                        "Write it without, or use a manifest of your own (docs/customise.md).");
            }
            String reserved = OF_TEMPLATE.get(name);
            if (reserved != null || OURS.stream().anyMatch(name::startsWith)) {
                throw wrong(
                        "sets " + name + ", which the manifest sets itself",
                        reserved == null ? "Remove it." : "Remove it. " + reserved);
            }
            if (variables.put(name, value) != null) {
                throw wrong("has " + name + " twice", "Remove one.");
            }
        }
        return new EnclaveEnvironment(variables);
    }

    private static GraminizeException wrong(String problem, String remedy) {
        return new GraminizeException("gramine.environment " + problem + ".", remedy);
    }
}
