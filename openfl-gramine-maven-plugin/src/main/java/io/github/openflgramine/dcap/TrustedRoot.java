package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** The root of all certificates of quotes and collateral: Intel's, or a test's own. */
public final class TrustedRoot {

    /** https://certificates.trustedservices.intel.com/Intel_SGX_Provisioning_Certification_RootCA.cer */
    private static final String INTEL_DER = """
            MIICjzCCAjSgAwIBAgIUImUM1lqdNInzg7SVUr9QGzknBqwwCgYIKoZIzj0EAwIwaDEaMBgGA1UE
            AwwRSW50ZWwgU0dYIFJvb3QgQ0ExGjAYBgNVBAoMEUludGVsIENvcnBvcmF0aW9uMRQwEgYDVQQH
            DAtTYW50YSBDbGFyYTELMAkGA1UECAwCQ0ExCzAJBgNVBAYTAlVTMB4XDTE4MDUyMTEwNDUxMFoX
            DTQ5MTIzMTIzNTk1OVowaDEaMBgGA1UEAwwRSW50ZWwgU0dYIFJvb3QgQ0ExGjAYBgNVBAoMEUlu
            dGVsIENvcnBvcmF0aW9uMRQwEgYDVQQHDAtTYW50YSBDbGFyYTELMAkGA1UECAwCQ0ExCzAJBgNV
            BAYTAlVTMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEC6nEwMDIYZOj/iPWsCzaEKi71OiOSLRF
            hWGjbnBVJfVnkY4u3IjkDYYL0MxO4mqsyYjlBalTVYxFP2sJBK5zlKOBuzCBuDAfBgNVHSMEGDAW
            gBQiZQzWWp00ifODtJVSv1AbOScGrDBSBgNVHR8ESzBJMEegRaBDhkFodHRwczovL2NlcnRpZmlj
            YXRlcy50cnVzdGVkc2VydmljZXMuaW50ZWwuY29tL0ludGVsU0dYUm9vdENBLmRlcjAdBgNVHQ4E
            FgQUImUM1lqdNInzg7SVUr9QGzknBqwwDgYDVR0PAQH/BAQDAgEGMBIGA1UdEwEB/wQIMAYBAf8C
            AQEwCgYIKoZIzj0EAwIDSQAwRgIhAOW/5QkR+S9CiSDcNoowLuPRLsWGf/Yi7GSX94BgwTwgAiEA
            4J0lrHoMs+Xo5o/sX6O9QWxHRAvZUGOdRQ7cvqRXaqI=
            """;

    private static final Sha256 INTEL_SHA256 =
            Sha256.ofHex("44a0196b2b99f889b8e149e95b807a350e7424964399e885a7cbb8ccfab674d3");

    private static final int LARGEST = 8 << 10;

    private final X509Certificate certificate;
    private final Sha256 sha256;

    private TrustedRoot(byte[] der, String what) {
        certificate = CertificateChain.certificate(der, what);
        sha256 = Sha256.digest(der);
        if (!EcdsaP256.isKey(certificate.getPublicKey())) {
            throw new GraminizeException(what + " has no key on P-256.", "Give the root of the quote's certificates.");
        }
    }

    /** Returns the Intel SGX Root CA. */
    public static TrustedRoot intel() {
        TrustedRoot root = new TrustedRoot(Base64.getMimeDecoder().decode(INTEL_DER), "Intel SGX Root CA");
        if (!root.isIntel()) {
            throw new IllegalStateException("another certificate than Intel's is compiled in");
        }
        return root;
    }

    /**
     * Reads a root's certificate, PEM or DER.
     *
     * @param what the parameter and its value, for messages
     * @throws GraminizeException if it is neither, or its key is not on P-256
     */
    public static TrustedRoot read(byte[] file, String what) {
        if (file.length > LARGEST) {
            throw new GraminizeException(
                    "%s has %d bytes; expected one certificate.".formatted(what, file.length), Der.REMEDY);
        }
        String text = new String(file, StandardCharsets.ISO_8859_1);
        return new TrustedRoot(
                text.startsWith("-----BEGIN") ? encoded(CertificateChain.read(text, 1, what)) : file, what);
    }

    private static byte[] encoded(CertificateChain chain) {
        return CertificateChain.encoded(chain.leaf());
    }

    /** Returns whether this is Intel's root. Any other root gives no protection. */
    public boolean isIntel() {
        return sha256.equals(INTEL_SHA256);
    }

    /** Returns the SHA-256 of the certificate in DER. */
    public Sha256 sha256() {
        return sha256;
    }

    X509Certificate certificate() {
        return certificate;
    }
}
