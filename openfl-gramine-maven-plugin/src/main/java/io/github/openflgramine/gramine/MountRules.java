package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.toml.TomlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules for {@code fs.root} and the entries of {@code fs.mounts} that depend on the mount's type. */
final class MountRules {

    private static final String CHROOT = "chroot";
    private static final String ENCRYPTED = "encrypted";
    private static final String FILE = ManifestKeys.FILE;
    private static final String DEVICE = ManifestKeys.DEVICE;

    private static final Map<String, List<String>> SCHEMES = Map.of(
            CHROOT,
            List.of(FILE, DEVICE),
            ENCRYPTED,
            List.of(FILE),
            "untrusted_shm",
            List.of(DEVICE),
            "tmpfs",
            List.of());

    private record Mount(Map<?, ?> table, String shown, String where) {

        String type() {
            return table.containsKey("type") ? (String) table.get("type") : CHROOT;
        }
    }

    private MountRules() {}

    static void uris(Manifest manifest) {
        mounts(manifest).forEach(MountRules::requireUri);
    }

    static void encryption(Manifest manifest) {
        mounts(manifest).forEach(mount -> {
            for (String key : List.of("key_name", "enable_recovery")) {
                if (mount.table().containsKey(key) && !ENCRYPTED.equals(mount.type())) {
                    throw refused("%s has %s, which only type \"encrypted\" accepts (%s)."
                            .formatted(mount.shown(), key, mount.where()));
                }
            }
        });
    }

    private static List<Mount> mounts(Manifest manifest) {
        List<Mount> mounts = new ArrayList<>();
        manifest.get("fs", "root")
                .ifPresent(
                        root -> mounts.add(new Mount((Map<?, ?>) root, "fs.root", manifest.at(List.of("fs", "root")))));
        List<?> entries = (List<?>) manifest.get("fs", "mounts").orElse(List.of());
        for (int i = 0; i < entries.size(); i++) {
            mounts.add(new Mount(
                    (Map<?, ?>) entries.get(i), "This entry of fs.mounts", manifest.at(List.of("fs", "mounts", i))));
        }
        return mounts;
    }

    private static void requireUri(Mount mount) {
        List<String> schemes = SCHEMES.getOrDefault(mount.type(), List.of());
        if (schemes.isEmpty()) {
            return;
        }
        if (!(mount.table().get("uri") instanceof String uri)) {
            throw refused("%s lacks uri, which type \"%s\" requires (%s)."
                    .formatted(mount.shown(), mount.type(), mount.where()));
        }
        if (schemes.stream().noneMatch(uri::startsWith)) {
            throw new GraminizeException(
                    "%s has uri = %s (%s); type \"%s\" expects \"%s\" and a path."
                            .formatted(
                                    mount.shown(),
                                    TomlText.scalar(uri),
                                    mount.where(),
                                    mount.type(),
                                    String.join("\" or \"", schemes)),
                    uri.contains(":")
                            ? "Correct it there."
                            : "Write uri = %s.".formatted(TomlText.scalar(schemes.get(0) + uri)));
        }
    }

    private static GraminizeException refused(String problem) {
        return new GraminizeException(problem, "Correct it there.");
    }
}
