package io.github.openflgramine.maven;

import io.github.openflgramine.Passphrase;
import io.github.openflgramine.product.InsecureSettings;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.release.ReleaseKey;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The key of a release. */
final class ReleaseKeyParameter implements ParameterGroup {

    /**
     * The release key, which signs the provenance and the checksums of kits: a PEM file with an Ed25519, EC or RSA key, as
     * {@code openssl genpkey -algorithm ed25519} creates it. Use a separate key, not the one that signs enclaves. The environment
     * variable OPENFL_GRAMINE_RELEASE_KEY_PASSPHRASE decrypts it. Without it, provenance and checksums are unsigned.
     */
    @Parameter(property = "openfl.releaseKey")
    private @Nullable File releaseKey;

    boolean isSet() {
        return releaseKey != null;
    }

    /** Checks who can read the key's file, if there is one. */
    void check(ProductionGate gate) throws IOException {
        if (releaseKey != null) {
            gate.pass(InsecureSettings.ofReleaseKeyFile(releaseKey.toPath()));
        }
    }

    /** Opens the key. Its passphrase comes only from the environment, where a pipeline sets it. */
    Optional<ReleaseKey> open(ProductionGate gate) throws IOException {
        if (releaseKey == null) {
            return Optional.empty();
        }
        check(gate);
        try (Passphrase passphrase = PassphraseVariable.read(ReleaseKey.PASSPHRASE)) {
            return Optional.of(ReleaseKey.read(releaseKey.toPath(), passphrase));
        }
    }
}
