package io.github.openflgramine.maven;

import io.github.openflgramine.release.ReleaseKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Where the key of a release comes from; its passphrase is the environment's alone, as a pipeline sets it. */
final class ReleaseKeys {

    private ReleaseKeys() {}

    static Optional<ReleaseKey> open(Optional<Path> file, Map<String, String> environment) throws IOException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Optional<char[]> passphrase = Optional.ofNullable(environment.get(ReleaseKey.PASSPHRASE))
                .filter(text -> !text.isEmpty())
                .map(String::toCharArray);
        try {
            return Optional.of(ReleaseKey.read(file.get(), passphrase));
        } finally {
            passphrase.ifPresent(characters -> Arrays.fill(characters, '\0'));
        }
    }
}
