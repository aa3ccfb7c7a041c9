package io.github.openflgramine.maven;

import io.github.openflgramine.Passphrase;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.Signing;
import io.github.openflgramine.signing.SigningKeys;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/** The key that signs enclaves, and the source of its passphrase or PIN. */
final class SigningKeyParameters implements ParameterGroup {

    static final String PROPERTY = "gramine.signingKey";

    /**
     * The key that signs enclaves: a PEM file with an RSA key of 3072 bits and public exponent 3, created by
     * {@code generate-key}; or a key on a PKCS#11 token:
     * {@code pkcs11:token=NAME;object=LABEL?module-path=/usr/lib/…/MODULE.so}. Without a key, or with an empty value,
     * {@code mvn package} builds the unsigned image {@code NAME:TAG-direct}, which runs under gramine-direct only. Default of
     * {@code generate-key}: {@code ~/.openfl-gramine/signing-key.pem}.
     */
    @Parameter(property = PROPERTY)
    private @Nullable String signingKey;

    /**
     * The id of the server in settings.xml whose {@code passphrase} (or {@code password}), encrypted by Maven or not, is the key
     * file's passphrase or the token's PIN. The environment variable OPENFL_GRAMINE_KEY_PASSPHRASE takes precedence.
     */
    @Parameter(property = "gramine.signingKeyServer")
    private @Nullable String signingKeyServer;

    /** Returns a file's path or a PKCS#11 URI. */
    Optional<String> place() {
        return Optional.ofNullable(signingKey).filter(place -> !place.isBlank());
    }

    Passphrase passphrase(KeyPassphrase passphrases, Settings settings) {
        return passphrases.find(settings, signingKeyServer);
    }

    /** Opens the key, which the caller closes. The passphrase is closed here. */
    Signing open(String place, SigningKeys keys, Passphrase passphrase, SigstructDate day) throws IOException {
        return new Signing(keys.open(place, passphrase), day);
    }
}
