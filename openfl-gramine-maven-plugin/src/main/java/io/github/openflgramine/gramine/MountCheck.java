package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Gramine asks of a mount beyond the names of its keys. */
final class MountCheck {

    private static final String CHROOT = "chroot";

    private MountCheck() {}

    /** Of a manifest whose keys have been checked. */
    static void check(Manifest manifest) {
        List<Object> mounts = new ArrayList<>();
        manifest.get("fs", "root").ifPresent(mounts::add);
        manifest.get("fs", "mounts").ifPresent(list -> mounts.addAll((List<?>) list));
        for (Object mount : mounts) {
            check((Map<?, ?>) mount, manifest);
        }
    }

    private static void check(Map<?, ?> mount, Manifest manifest) {
        Object type = mount.containsKey("type") ? mount.get("type") : CHROOT;
        String shown = mount.containsKey("path") ? "fs.mounts, path \"" + mount.get("path") + "\"," : "fs.root";
        if (!"tmpfs".equals(type) && !mount.containsKey("uri")) {
            throw refused(shown + " lacks uri, which type \"" + type + "\" requires", manifest);
        }
        for (String key : List.of("key_name", "enable_recovery")) {
            if (mount.containsKey(key) && !"encrypted".equals(type)) {
                throw refused(shown + " has " + key + ", which only type \"encrypted\" takes", manifest);
            }
        }
    }

    private static GraminizeException refused(String problem, Manifest manifest) {
        return new GraminizeException(
                problem + " (" + manifest.at(List.of("fs", "mounts")) + ").", "Correct it there.");
    }
}
