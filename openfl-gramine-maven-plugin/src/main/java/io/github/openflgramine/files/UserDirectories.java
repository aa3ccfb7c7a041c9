package io.github.openflgramine.files;

import java.nio.file.Path;
import java.util.Map;

/** The plugin's directories of this user: XDG Base Directory specification 0.8. */
public final class UserDirectories {

    private UserDirectories() {}

    /** Returns the directory for what can be made again: XDG_CACHE_HOME. */
    public static Path cache(Map<String, String> environment) {
        return directory(environment.getOrDefault("XDG_CACHE_HOME", ""), Path.of(".cache"));
    }

    /** Returns the directory for what must be kept from one run to the next: XDG_STATE_HOME. */
    public static Path state(Map<String, String> environment) {
        return directory(environment.getOrDefault("XDG_STATE_HOME", ""), Path.of(".local", "state"));
    }

    private static Path directory(String given, Path below) {
        // The specification says to ignore relative paths.
        Path base = given.startsWith("/")
                ? Path.of(given)
                : Path.of(System.getProperty("user.home")).resolve(below);
        return base.resolve("openfl-gramine");
    }
}
