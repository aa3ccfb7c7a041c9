package io.github.openflgramine.pem;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** The objects in a PEM text (RFC 7468) in their order, in BouncyCastle's types. */
public final class PemObjects implements AutoCloseable {

    private final PEMParser parser;

    PemObjects(String text) {
        this.parser = new PEMParser(new StringReader(text));
    }

    /**
     * All of them.
     *
     * @throws IOException where one is damaged
     */
    public static List<Object> all(String text) throws IOException {
        List<Object> all = new ArrayList<>();
        try (PemObjects objects = new PemObjects(text)) {
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
