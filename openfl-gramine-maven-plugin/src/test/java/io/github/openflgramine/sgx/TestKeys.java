package io.github.openflgramine.sgx;

import java.nio.file.Path;

/** Keys for tests only; their README describes how they were made. */
final class TestKeys {

    private TestKeys() {}

    static Path file(String name) {
        return Path.of("src/test/resources/keys", name);
    }
}
