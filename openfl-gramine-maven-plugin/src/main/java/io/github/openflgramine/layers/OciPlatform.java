package io.github.openflgramine.layers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/** Platforms as containerd compares them: in any case, with other names for amd64, and linux by default. */
final class OciPlatform {

    private static final Set<String> AMD64 = Set.of("amd64", "x86_64", "x86-64");

    private OciPlatform() {}

    /**
     * Returns whether a platform is linux/amd64, the only one with SGX.
     *
     * @param platform an object with {@code os} and {@code architecture}
     */
    static boolean isOurs(JsonNode platform) {
        return Set.of("linux", "").contains(platform.path("os").asText().toLowerCase(Locale.ROOT))
                && AMD64.contains(platform.path("architecture").asText().toLowerCase(Locale.ROOT));
    }

    /** Returns the platform for messages. */
    static String shown(JsonNode platform) {
        String text = platform.path("os").asText() + "/"
                + platform.path("architecture").asText();
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
