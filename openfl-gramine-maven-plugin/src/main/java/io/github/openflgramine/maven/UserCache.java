package io.github.openflgramine.maven;

import java.nio.file.Path;
import java.util.Map;

/** The user's cache directory: XDG Base Directory specification 0.8, XDG_CACHE_HOME. */
final class UserCache {

    private UserCache() {}

    static Path directory(Map<String, String> environment) {
        String given = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The specification says to ignore relative paths.
        Path cache = given.startsWith("/") ? Path.of(given) : Path.of(System.getProperty("user.home"), ".cache");
        return cache.resolve("openfl-gramine");
    }
}
