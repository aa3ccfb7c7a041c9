package io.github.openflgramine.maven;

import io.github.openflgramine.certify.HashConfirmation;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Confirms to the receiver of an answer that its certificate chain is the federation's. */
final class ChainHashParameter implements ParameterGroup {

    /**
     * The SHA-384 of the certificate chain in the answer (96 hexadecimal digits), as the CA's owner reported it; {@code sha384sum
     * cert/cert_chain.crt} prints it there. Needed if Maven cannot ask at the console, and to replace another chain; not needed if {@code
     * cert/cert_chain.crt} is the same.
     */
    @Parameter(property = "openfl.chainHash")
    private @Nullable String chainHash;

    /** Returns a confirmation by the hash, or by the user at the console. */
    HashConfirmation confirmation(Settings settings) {
        return Confirmation.of(chainHash, settings);
    }
}
