package io.github.openflgramine.gramine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the options in a manifest that need a debug build of Gramine: statistics and profiling. A release build exits
 * at start-up if one of them is set (Gramine's documentation, "SGX profiling").
 */
public final class DebugBuildOptions {

    private DebugBuildOptions() {}

    /**
     * Returns each option with its value and place, for example {@code sgx.enable_stats = true (openfl.manifest, line
     * 7, column 1)}.
     */
    public static List<String> of(Manifest manifest) {
        List<String> found = new ArrayList<>();
        for (String key : List.of("enable_stats", "vtune_profile")) {
            if (manifest.get("sgx", key).filter(Boolean.TRUE::equals).isPresent()) {
                found.add("sgx.%s = true (%s)".formatted(key, manifest.at(List.of("sgx", key))));
            }
        }
        Optional<Object> profile = manifest.get("sgx", "profile", "enable");
        if (profile.isPresent() && !profile.get().equals("none")) {
            found.add("sgx.profile.enable = \"%s\" (%s)"
                    .formatted(profile.get(), manifest.at(List.of("sgx", "profile", "enable"))));
        }
        return List.copyOf(found);
    }
}
