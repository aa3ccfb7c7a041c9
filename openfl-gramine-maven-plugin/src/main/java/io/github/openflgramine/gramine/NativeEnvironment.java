package io.github.openflgramine.gramine;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the environment variables of a manifest for a run without Gramine, whose entry script cannot read TOML. Each
 * line is {@code NAME=VALUE}, or {@code NAME} to pass the host's value through, or {@code !NAME} for a variable that
 * only Gramine can set.
 */
final class NativeEnvironment {

    private static final Predicate<String> NAME =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*").asMatchPredicate();
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

    private NativeEnvironment() {}

    /** Returns the lines in the order of the manifest. */
    static String of(Manifest manifest) {
        StringBuilder lines = new StringBuilder();
        for (String key : new String[] {"env_src_file", "insecure__use_host_env"}) {
            manifest.get("loader", key)
                    .filter(value -> !value.equals(false))
                    .ifPresent(value -> lines.append("!loader.").append(key).append('\n'));
        }
        if (manifest.get("loader", "env").orElse(Map.of()) instanceof Map<?, ?> variables) {
            lines.append(variables.entrySet().stream()
                    .flatMap(variable -> line(variable.getKey().toString(), variable.getValue()).stream())
                    .map(line -> line + "\n")
                    .collect(Collectors.joining()));
        }
        return lines.toString();
    }

    private static Optional<String> line(String name, @Nullable Object value) {
        if (!NAME.test(name)) {
            return Optional.of("!" + CONTROL.matcher(name).replaceAll(" "));
        }
        if (value instanceof Map<?, ?> table) {
            if (table.get("passthrough") instanceof Boolean passed) {
                return passed ? Optional.of(name) : Optional.empty();
            }
            return line(name, table.get("value"));
        }
        boolean settable =
                value instanceof String text && !CONTROL.matcher(text).find();
        return Optional.of(settable ? name + "=" + value : "!" + name);
    }
}
