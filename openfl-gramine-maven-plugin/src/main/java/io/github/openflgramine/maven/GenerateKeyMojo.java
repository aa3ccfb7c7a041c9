package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.signing.GenerateKey;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Creates a key that signs enclaves: RSA with 3072 bits and public exponent 3, as a PEM file that only its owner can read, or on a
 * PKCS#11 token. An existing key is never overwritten. Prints the MRSIGNER of all enclaves that the key will sign.
 *
 * <p>With a passphrase the file is encrypted (PKCS#8, AES-256). The passphrase, or the token's PIN, comes from the environment
 * variable OPENFL_GRAMINE_KEY_PASSPHRASE or from settings.xml, never from a POM or the command line. Keep the key outside of the
 * workspace. Example: {@code mvn openfl-gramine:generate-key -Dgramine.signingKey=/secure/signing-key.pem}.
 */
@Mojo(name = "generate-key", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class GenerateKeyMojo extends AbstractGraminizeMojo {

    private static final Path USUAL = Path.of(".openfl-gramine", "signing-key.pem");

    private final KeyPassphrase passphrases;

    @Parameter
    private SigningKeyParameters key;

    @Inject
    GenerateKeyMojo(KeyPassphrase passphrases) {
        this.passphrases = passphrases;
    }

    @Override
    void run(BuildLog log) throws IOException {
        Path home = Path.of(System.getProperty("user.home"));
        new GenerateKey(home, log)
                .generate(
                        key.place().orElse(home.resolve(USUAL).toString()),
                        basedir(),
                        key.passphrase(passphrases, session().getSettings()));
    }
}
