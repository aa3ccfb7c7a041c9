package io.github.openflgramine.maven;

import io.github.openflgramine.certify.HashConfirmation;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Confirms to the signer of a certificate request that it is genuine. */
final class RequestHashParameter implements ParameterGroup {

    /**
     * The SHA-384 of the request (96 hexadecimal digits), as its sender reported it. Needed if Maven cannot ask at the console; not
     * needed if the workspace contains the request's own private key.
     */
    @Parameter(property = "openfl.requestHash")
    private @Nullable String requestHash;

    /** Returns a confirmation by the hash, or by the user at the console. */
    HashConfirmation confirmation(Settings settings) {
        return Confirmation.of(requestHash, settings);
    }
}
