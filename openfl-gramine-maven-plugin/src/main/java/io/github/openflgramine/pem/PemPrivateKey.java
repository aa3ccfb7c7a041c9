package io.github.openflgramine.pem;

import io.github.openflgramine.Passphrase;
import java.security.PrivateKey;

/**
 * Reads the first private key, of any algorithm, in a PEM text (RFC 7468; PKCS#1 also with OpenSSL's traditional
 * encryption).
 *
 * <p>Loads BouncyCastle only for keys that {@link PlainPrivateKey} does not read; loading it takes about 0.3 seconds.
 */
public final class PemPrivateKey {

    private final String shown;
    private final Passphrase passphrase;
    private final String passphraseSources;
    private final String remedy;

    /**
     * Creates a reader for one file.
     *
     * @param shown the file's name in messages
     * @param passphrase decrypts an encrypted file; the caller closes it
     * @param passphraseSources where a user can give the passphrase
     * @param remedy how to get such a file
     */
    public PemPrivateKey(String shown, Passphrase passphrase, String passphraseSources, String remedy) {
        this.shown = shown;
        this.passphrase = passphrase;
        this.passphraseSources = passphraseSources;
        this.remedy = remedy;
    }

    public PrivateKey parse(String text) {
        return PlainPrivateKey.parse(text)
                .orElseGet(() -> new PemKeyParser(shown, passphrase, passphraseSources, remedy).parse(text));
    }
}
