package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.signing.GenerateKey;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Makes a key that signs enclaves: RSA with 3072 bits and public exponent 3, as PEM that only its owner may read, or on a
 * PKCS#11 token. What is there is never overwritten. Prints the MRSIGNER by which everything signed with it will be known.
 *
 * <p>With a passphrase the file is encrypted (PKCS#8, AES-256). The passphrase, or the token's PIN, comes from the environment variable {@code
 * OPENFL_GRAMINE_KEY_PASSPHRASE} or from settings.xml, never from a POM or the command line.
 */
@Mojo(name = "generate-key", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class GenerateKeyMojo extends AbstractGraminizeMojo {

    private final KeyPassphrase passphrases;

    /**
     * The key's file, outside of the workspace. Example: {@code -Dgramine.signingKey=/secure/signing-key.pem}. Or where it will
     * be on a PKCS#11 token: {@code pkcs11:token=NAME;object=LABEL?module-path=/usr/lib/…/MODULE.so}.
     */
    @Parameter(
            property = "gramine.signingKey",
            defaultValue = "${user.home}/.openfl-gramine/signing-key.pem",
            required = true)
    private String signingKey;

    /**
     * The id of a server in settings.xml whose {@code passphrase} (or {@code password}), possibly encrypted by Maven,
     * encrypts the file, or opens the token. The environment variable {@code OPENFL_GRAMINE_KEY_PASSPHRASE} comes before it. Default: none.
     */
    @Parameter(property = "gramine.signingKeyServer")
    private @Nullable String signingKeyServer;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File basedir;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    @Inject
    GenerateKeyMojo(KeyPassphrase passphrases) {
        this.passphrases = passphrases;
    }

    @Override
    void run(BuildLog log) throws IOException {
        new GenerateKey(Path.of(System.getProperty("user.home")), log)
                .generate(signingKey, basedir.toPath(), passphrases.find(settings, signingKeyServer));
    }
}
