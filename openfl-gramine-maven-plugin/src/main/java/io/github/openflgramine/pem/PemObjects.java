package io.github.openflgramine.pem;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;

/** The objects in a PEM text (RFC 7468) in their order, in BouncyCastle's types. */
public final class PemObjects implements AutoCloseable {

    private static final Set<String> PRIVATE_KEYS =
            Set.of("PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "DSA PRIVATE KEY", "EC PRIVATE KEY");

    private static final Set<String> CERTIFICATES = Set.of("CERTIFICATE", "X509 CERTIFICATE");

    private final PEMParser parser;

    private PemObjects(String text, Predicate<String> label) {
        parser = new PEMParser(new StringReader(text)) {

            @Override
            public PemObject readPemObject() throws IOException {
                PemObject next = super.readPemObject();
                while (next != null && !label.test(next.getType())) {
                    next = super.readPemObject();
                }
                return next;
            }
        };
    }

    /** Returns the objects of a text. One that BouncyCastle does not know is an error. */
    static PemObjects of(String text) {
        return new PemObjects(text, label -> true);
    }

    /** Returns the private keys of a text. The content of other objects is not read, as by OpenSSL. */
    static PemObjects privateKeys(String text) {
        return new PemObjects(text, PRIVATE_KEYS::contains);
    }

    /**
     * Returns the certificates of a text, passing over anything else.
     *
     * @throws IOException if one is damaged
     */
    public static List<Object> certificates(String text) throws IOException {
        return all(new PemObjects(text, CERTIFICATES::contains));
    }

    /**
     * All of them.
     *
     * @throws IOException where one is damaged
     */
    public static List<Object> all(String text) throws IOException {
        return all(of(text));
    }

    private static List<Object> all(PemObjects open) throws IOException {
        List<Object> all = new ArrayList<>();
        try (PemObjects objects = open) {
            for (Optional<Object> next = objects.next(); next.isPresent(); next = objects.next()) {
                all.add(next.get());
            }
        }
        return all;
    }

    /** The private key that an object is, in PKCS#1 or PKCS#8; empty where it is none, or is encrypted. */
    public static Optional<PrivateKeyInfo> plainKey(Object object) {
        if (object instanceof PEMKeyPair pair) {
            return Optional.of(pair.getPrivateKeyInfo());
        }
        return object instanceof PrivateKeyInfo info ? Optional.of(info) : Optional.empty();
    }

    /**
     * The next one; empty at the end.
     *
     * @throws IOException where it is damaged
     */
    Optional<Object> next() throws IOException {
        try {
            return Optional.ofNullable(parser.readObject());
        } catch (RuntimeException e) {
            // BouncyCastle reports damaged PEM, Base64 and ASN.1 with several unchecked types.
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
