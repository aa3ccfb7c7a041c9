package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import java.util.List;
import java.util.Map;

/** Checks the rules for mounts that go beyond the names of keys. */
final class MountCheck {

    private static final String CHROOT = "chroot";

    private MountCheck() {}

    /** Checks a manifest whose keys have been checked. */
    static void check(Manifest manifest) {
        manifest.get("fs", "root")
                .ifPresent(root -> check((Map<?, ?>) root, "fs.root", manifest.at(List.of("fs", "root"))));
        List<?> mounts = (List<?>) manifest.get("fs", "mounts").orElse(List.of());
        for (int i = 0; i < mounts.size(); i++) {
            check((Map<?, ?>) mounts.get(i), "This entry of fs.mounts", manifest.at(List.of("fs", "mounts", i)));
        }
    }

    private static void check(Map<?, ?> mount, String shown, String where) {
        Object type = mount.containsKey("type") ? mount.get("type") : CHROOT;
        if (!"tmpfs".equals(type) && !mount.containsKey("uri")) {
            throw refused("%s lacks uri, which type \"%s\" requires (%s).".formatted(shown, type, where));
        }
        for (String key : List.of("key_name", "enable_recovery")) {
            if (mount.containsKey(key) && !"encrypted".equals(type)) {
                throw refused("%s has %s, which only type \"encrypted\" accepts (%s).".formatted(shown, key, where));
            }
        }
    }

    private static GraminizeException refused(String problem) {
        return new GraminizeException(problem, "Correct it there.");
    }
}
