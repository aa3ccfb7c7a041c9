package io.github.openflgramine.pcs;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.ManifestSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS that trusts the certificates of a PEM file and no others. */
final class TrustedCertificates {

    private static final String PROPERTY = "gramine.pccsCertificate";

    private TrustedCertificates() {}

    static SSLContext of(Path pem) throws IOException {
        byte[] file = ManifestSource.bytes(pem, PROPERTY);
        try {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(file));
            if (certificates.isEmpty()) {
                throw refused(pem);
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry(String.valueOf(store.size()), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw refused(pem);
        }
    }

    private static GraminizeException refused(Path pem) {
        return new GraminizeException(
                "%s=%s has no certificates; expected PEM.".formatted(PROPERTY, pem),
                "Give the certificate of the PCCS, or of the authority that issued it.");
    }
}
