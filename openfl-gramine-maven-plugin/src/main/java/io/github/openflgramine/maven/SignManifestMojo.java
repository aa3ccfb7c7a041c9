package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.DeclaredEnclave;
import io.github.openflgramine.signing.SignManifest;
import io.github.openflgramine.signing.Signing;
import io.github.openflgramine.signing.SigningKeys;
import java.io.File;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Signs one Gramine manifest over one root file system, without a project and without Docker: from {@code NAME.manifest} come
 * {@code NAME.manifest.sgx}, with every trusted file's SHA-256, and {@code NAME.sig}, in the bytes that {@code
 * gramine-sgx-sign} would write. Prints the enclave's attributes, its memory map and its measurement.
 */
@Mojo(name = "sign-manifest", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class SignManifestMojo extends AbstractManifestMojo {

    private final KeyPassphrase passphrases;

    /**
     * The key that signs: a PEM file, RSA with 3072 bits and public exponent 3, made by {@code openfl-gramine:generate-key}; or
     * a key on a PKCS#11 token: {@code pkcs11:token=NAME;object=LABEL?module-path=/usr/lib/…/MODULE.so}.
     */
    @Parameter(property = "gramine.signingKey")
    private @Nullable String signingKey;

    /**
     * The id of the server in Maven's settings.xml whose (encrypted) passphrase opens the key. Without it an encrypted key, or
     * a token, is opened with the environment's OPENFL_GRAMINE_KEY_PASSPHRASE.
     */
    @Parameter(property = "gramine.signingKeyServer")
    private @Nullable String signingKeyServer;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File basedir;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    @Inject
    SignManifestMojo(KeyPassphrase passphrases) {
        this.passphrases = passphrases;
    }

    @Override
    void run(BuildLog log) throws IOException {
        DeclaredEnclave declared = declared("the manifest to sign");
        String place = required(
                signingKey,
                "gramine.signingKey",
                "the signing key (openfl-gramine:generate-key creates one)",
                "key.pem");
        SigstructDate day = day();
        SigningKeys keys = new SigningKeys(basedir.toPath(), gate(log));
        try (Signing signing = new Signing(keys.open(place, passphrases.find(settings, signingKeyServer)), day)) {
            new SignManifest(log, gate(log)).sign(new SignManifest.Request(declared, output(), signing));
        }
    }
}
