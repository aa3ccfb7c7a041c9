package io.github.openflgramine.pkcs11;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.sgx.SigningKey;
import io.github.openflgramine.sgx.VerifyingKey;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A signing key on a PKCS#11 token. The key never leaves the token: Java has only a handle, and the token signs. */
public final class TokenKey {

    private TokenKey() {}

    /**
     * Logs in and finds the key. Closing the key logs out; the same thread must close it.
     *
     * @param pin the token user's PIN; the caller closes it
     * @throws GraminizeException if module, token, PIN or key is missing or unsuitable
     */
    public static SigningKey open(Pkcs11Uri uri, Passphrase pin) {
        Token token = token(uri, Pkcs11Module.load(uri).tokens());
        TokenSession session = TokenSession.open(uri, token, pin, "");
        try {
            return key(uri, token, session);
        } catch (GeneralSecurityException | ProviderException e) {
            session.close();
            throw uri.refused(
                    "the token " + token.label() + " does not provide the key: " + TokenSession.reason(e) + ".",
                    uri.tryPkcs11Tool(),
                    e);
        } catch (GraminizeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Returns the only token that matches the URI.
     *
     * @throws GraminizeException if none or more than one matches
     */
    static Token token(Pkcs11Uri uri, List<Token> present) {
        List<Token> matching = present.stream().filter(uri::matches).toList();
        if (matching.size() == 1) {
            return matching.get(0);
        }
        String there = present.isEmpty()
                ? "no initialised token"
                : present.stream().map(Token::toString).collect(Collectors.joining(", "));
        if (matching.isEmpty()) {
            throw uri.refused(
                    "there is no such token; the module " + uri.module() + " has " + there + ".",
                    "Correct the URI, or plug the token in.");
        }
        throw uri.refused(
                "more than one token matches; the module " + uri.module() + " has " + there + ".",
                "Add serial=… to choose one.");
    }

    private static SigningKey key(Pkcs11Uri uri, Token token, TokenSession session) throws GeneralSecurityException {
        KeyStore keys = session.keys();
        String label = label(uri, token, keys);
        VerifyingKey publicKey = VerifyingKey.of(
                keys.getCertificate(label).getPublicKey(),
                uri.name(),
                "Create such a key on the token (docs/keys.md), or name another with object=…");
        PrivateKey handle = (PrivateKey) keys.getKey(label, null);
        return SigningKey.ofDevice(uri.name(), handle, publicKey, session.provider(), session::close);
    }

    private static String label(Pkcs11Uri uri, Token token, KeyStore keys) throws GeneralSecurityException {
        List<String> labels = new ArrayList<>();
        for (String label : Collections.list(keys.aliases())) {
            if (keys.entryInstanceOf(label, KeyStore.PrivateKeyEntry.class)) {
                labels.add(label);
            }
        }
        Optional<String> wanted = uri.object();
        if (wanted.isPresent() ? labels.contains(wanted.get()) : labels.size() == 1) {
            return wanted.orElseGet(() -> labels.get(0));
        }
        if (wanted.isEmpty() && !labels.isEmpty()) {
            throw uri.refused(
                    "the token %s shows more than one private key: %s.".formatted(token.label(), joined(labels)),
                    "Choose one: object=…");
        }
        throw uri.refused(
                "the token %s shows no such private key; it shows %s."
                        .formatted(token.label(), labels.isEmpty() ? "none" : joined(labels)),
                "Java finds a private key only with a certificate of the same CKA_ID, under the certificate's label."
                        + " Write one: pkcs11-tool --module " + uri.module() + " --token-label '" + token.label()
                        + "' --login --write-object CERT.der --type cert --id ID --label LABEL (docs/keys.md)");
    }

    private static String joined(List<String> labels) {
        return labels.stream().sorted().collect(Collectors.joining(", "));
    }
}
