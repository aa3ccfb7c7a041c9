package io.github.openflgramine.maven;

import io.github.openflgramine.build.BuildLog;
import io.github.openflgramine.sgx.SigningKey;
import io.github.openflgramine.sgx.SigningKeyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Opens the configured signing key, whichever goal asks for it. */
final class SigningKeys {

    private SigningKeys() {}

    static SigningKey read(Path file, Optional<char[]> passphrase, BuildLog log) throws IOException {
        try {
            SigningKey key = SigningKeyReader.read(file, passphrase);
            if (SigningKeyReader.isOpenToOthers(file)) {
                log.warning(
                        "The signing key " + file + " can be read by others.",
                        "Keep it to yourself: chmod 600 " + file);
            }
            return key;
        } finally {
            passphrase.ifPresent(characters -> Arrays.fill(characters, '\0'));
        }
    }
}
