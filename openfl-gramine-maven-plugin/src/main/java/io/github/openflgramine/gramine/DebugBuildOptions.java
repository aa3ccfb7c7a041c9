package io.github.openflgramine.gramine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a manifest asks for that only a debug build of Gramine can give: statistics and profiling. A release build ends at its
 * start when it finds one of them (Gramine's documentation, "SGX profiling").
 */
public final class DebugBuildOptions {

    private DebugBuildOptions() {}

    /** One phrase for each, with its place: {@code sgx.enable_stats = true (openfl.manifest, line 7, column 1)}. */
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
