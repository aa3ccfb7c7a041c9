package io.github.openflgramine.maven;

import io.github.openflgramine.pki.KeyAlgorithm;
import org.apache.maven.plugins.annotations.Parameter;

/** The type of new keys for certificates. */
@SuppressWarnings("NullAway.Init")
final class KeyAlgorithmParameter implements ParameterGroup {

    /** The type of new keys: {@code rsa} (RSA-3072, like OpenFL's) or {@code ec} (EC P-384). */
    @Parameter(property = "openfl.keyAlgorithm", defaultValue = "rsa")
    private String keyAlgorithm;

    KeyAlgorithm algorithm() {
        return KeyAlgorithm.of(keyAlgorithm);
    }
}
