package io.github.openflgramine.signing;

import io.github.openflgramine.Passphrase;
import io.github.openflgramine.pkcs11.Pkcs11Uri;
import io.github.openflgramine.pkcs11.TokenKey;
import io.github.openflgramine.product.InsecureSettings;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigningKey;
import io.github.openflgramine.sgx.SigningKeyReader;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the key of {@code gramine.signingKey} for all goals. */
public final class SigningKeys {

    private final Path base;
    private final ProductionGate gate;

    /**
     * Creates an opener for one build.
     *
     * @param base the base directory of a relative path: the project's directory, or the one in which Maven runs
     */
    public SigningKeys(Path base, ProductionGate gate) {
        this.base = base;
        this.gate = gate;
    }

    /**
     * Opens a key.
     *
     * @param place a file's path, or the URI of a key on a PKCS#11 token (RFC 7512)
     * @param secret the file's passphrase or the token's PIN; closed here, whatever happens
     * @return a key that the caller closes
     */
    public SigningKey open(String place, Passphrase secret) throws IOException {
        try (secret) {
            if (Pkcs11Uri.isOne(place)) {
                return TokenKey.open(Pkcs11Uri.parse(place, base), secret);
            }
            Path file = base.resolve(place);
            SigningKey key = SigningKeyReader.read(file, secret);
            gate.pass(InsecureSettings.ofKeyFile(file));
            return key;
        }
    }
}
