package io.github.openflgramine.pkcs11;

import io.github.openflgramine.Passphrase;
import java.io.IOException;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.concurrent.locks.ReentrantLock;
import javax.security.auth.login.LoginException;

/** A session on a token, through Java's SunPKCS11. Closing it logs out; the same thread must close it. */
final class TokenSession implements AutoCloseable {

    /**
     * Login and logout affect the whole process (PKCS#11 2.40, section 5.6), so only one thread at a time has a
     * session.
     */
    private static final ReentrantLock TURN = new ReentrantLock();

    private final AuthProvider provider;
    private final KeyStore keys;

    private TokenSession(AuthProvider provider, KeyStore keys) {
        this.provider = provider;
        this.keys = keys;
    }

    /**
     * Logs in.
     *
     * @param pin the token user's PIN; the caller closes it
     * @param attributes SunPKCS11 attributes of keys to be created; empty if none are created
     * @throws io.github.openflgramine.GraminizeException if the token cannot be used, or not with this PIN
     */
    static TokenSession open(Pkcs11Uri uri, Token token, Passphrase pin, String attributes) {
        if (token.needsPin() && !pin.isPresent()) {
            throw uri.refused("the token " + token.label() + " needs a PIN and none was given.", Pkcs11Uri.PIN_SOURCES);
        }
        TURN.lock();
        try {
            AuthProvider provider = provider(uri, token, attributes);
            return new TokenSession(provider, logIn(provider, uri, token, pin));
        } catch (RuntimeException e) {
            TURN.unlock();
            throw e;
        }
    }

    private static AuthProvider provider(Pkcs11Uri uri, Token token, String attributes) {
        Provider unconfigured = Security.getProvider("SunPKCS11");
        if (unconfigured == null) {
            throw uri.refused(
                    "this Java (" + System.getProperty("java.home") + ") has no provider SunPKCS11.",
                    "Run Maven with a JDK that has the module jdk.crypto.cryptoki.");
        }
        try {
            // Two dashes mean that the configuration follows directly instead of in a file.
            return (AuthProvider) unconfigured.configure(
                    "--name=openflgramine\nlibrary=%s\nslot=%d\n%s".formatted(uri.module(), token.slot(), attributes));
        } catch (ProviderException | IllegalArgumentException e) {
            throw uri.refused(
                    "SunPKCS11 cannot use the token " + token + ": " + reason(e) + ".", uri.tryPkcs11Tool(), e);
        }
    }

    private static KeyStore logIn(AuthProvider provider, Pkcs11Uri uri, Token token, Passphrase pin) {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS11", provider);
            keys.load(null, pin.isPresent() ? pin.characters() : null);
            return keys;
        } catch (GeneralSecurityException | IOException | ProviderException e) {
            String reason = reason(e);
            throw switch (reason) {
                case "CKR_PIN_INCORRECT", "CKR_PIN_INVALID", "CKR_PIN_LEN_RANGE" ->
                    uri.refused(
                            "the PIN does not open the token " + token.label() + " (" + reason + ").",
                            "Check it before you try again: most tokens lock after a few wrong PINs. "
                                    + Pkcs11Uri.PIN_SOURCES,
                            e);
                case "CKR_PIN_LOCKED" ->
                    uri.refused(
                            "too many wrong PINs have locked the token " + token.label() + ".",
                            "Its security officer can set a new PIN.",
                            e);
                default ->
                    uri.refused(
                            "the token " + token.label() + " cannot be opened: " + reason + ".",
                            uri.tryPkcs11Tool(),
                            e);
            };
        }
    }

    /** Returns PKCS#11's own name of the error, which is in the innermost exception. */
    static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }

    Provider provider() {
        return provider;
    }

    KeyStore keys() {
        return keys;
    }

    @Override
    public void close() {
        try {
            provider.logout();
        } catch (LoginException e) {
            // The token was removed or has already logged out.
            return;
        } finally {
            TURN.unlock();
        }
    }
}
