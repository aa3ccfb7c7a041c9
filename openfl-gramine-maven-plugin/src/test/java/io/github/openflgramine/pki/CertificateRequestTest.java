package io.github.openflgramine.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CertificateRequestTest {

    private static final KeyPair KEYS = KeyAlgorithm.EC.generate();
    private static final KeyPair OTHER = KeyAlgorithm.EC.generate();

    @Test
    void is_read_back_with_name_role_and_hash() throws Exception {
        CertificateRequest made = CertificateRequest.create(Participant.collaborator("Col1"), KEYS);

        CertificateRequest read = CertificateRequest.ofPem(made.pem(), "col_col1.csr");

        assertThat(read.participant()).isEqualTo(new Participant(Role.COLLABORATOR, "col1"));
        assertThat(read.pem()).isEqualTo(made.pem()).startsWith("-----BEGIN CERTIFICATE REQUEST-----\n");
        byte[] digest = MessageDigest.getInstance("SHA-384").digest(made.pem().getBytes(StandardCharsets.US_ASCII));
        assertThat(read.sha384()).isEqualTo(HexFormat.of().formatHex(digest));
    }

    @Test
    void belongs_to_its_own_key_alone() {
        CertificateRequest request = CertificateRequest.create(Participant.aggregator("localhost"), KEYS);

        assertThat(request.matches(KEYS.getPrivate())).isTrue();
        assertThat(request.matches(OTHER.getPrivate())).isFalse();
    }

    @Test
    void one_signed_by_another_key_is_refused() throws Exception {
        assertRefused(pem("CN=col1", KeyPurposeId.id_kp_clientAuth, "col1", OTHER), "not signed by the key");
    }

    @Test
    void one_without_a_role_is_refused() throws Exception {
        assertRefused(pem("CN=col1", KeyPurposeId.id_kp_codeSigning, "col1", KEYS), "serverAuth");
    }

    /** {@code openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k -subj /CN=north}, without and with the line. */
    @Test
    void one_by_plain_openssl_gets_the_line_that_makes_it_right() throws Exception {
        String plain = pem("CN=north", null, null, KEYS);

        assertThatThrownBy(() -> CertificateRequest.ofPem(plain, "north.zip!col_north.csr"))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("The certificate request north.zip!col_north.csr does not ask for exactly one of serverAuth"
                        + " (aggregator) and clientAuth (collaborator). Create it with the goal"
                        + " aggregator-generate-cert-request or collaborator-generate-cert-request, or with openssl:"
                        + " openssl req -new -key col_north.key -subj /CN=north -addext extendedKeyUsage=clientAuth"
                        + " -out col_north.csr");
        assertThat(CertificateRequest.ofPem(pem("CN=north", KeyPurposeId.id_kp_clientAuth, null, KEYS), "a.csr")
                        .participant())
                .isEqualTo(Participant.collaborator("north"));
    }

    @Test
    void the_line_is_an_aggregators_for_a_file_of_an_aggregator() throws Exception {
        String plain = pem("CN=agg.example.org", null, null, KEYS);

        assertThatThrownBy(() -> CertificateRequest.ofPem(plain, "x.zip!agg_example.csr"))
                .hasMessageContaining("-key agg_agg.example.org.key -subj /CN=agg.example.org"
                        + " -addext extendedKeyUsage=serverAuth -out agg_agg.example.org.csr");
    }

    @Test
    void no_name_with_a_meaning_for_a_shell_gets_into_the_line() throws Exception {
        assertRefused(pem("CN=$(reboot)", null, null, KEYS), "-subj /CN=NAME ");
        assertRefused(pem("O=Hospital", KeyPurposeId.id_kp_clientAuth, null, KEYS), "has 0 common names");
    }

    @Test
    void one_in_der_or_with_a_byte_order_mark() {
        CertificateRequest made = CertificateRequest.create(Participant.collaborator("north"), KEYS);

        assertRefused(
                new String(made.der(), StandardCharsets.ISO_8859_1),
                "is in DER; expected PEM. Convert it: openssl req -inform DER -in FILE -out FILE.pem");
        assertThat(CertificateRequest.ofPem("\u00ef\u00bb\u00bf" + made.pem(), "a.csr")
                        .sha384())
                .isEqualTo(made.sha384());
    }

    @Test
    void one_that_asks_for_a_second_name_is_refused() throws Exception {
        assertRefused(pem("CN=col1", KeyPurposeId.id_kp_clientAuth, "col2", KEYS), "also asks for the name col2");
    }

    @Test
    void one_with_two_common_names_is_refused() throws Exception {
        assertRefused(pem("CN=col1,CN=col2", KeyPurposeId.id_kp_clientAuth, "col1", KEYS), "2 common names");
    }

    @Test
    void one_whose_name_climbs_out_of_its_directory_is_refused() throws Exception {
        assertRefused(pem("CN=../../x", KeyPurposeId.id_kp_clientAuth, "../../x", KEYS), "'../../x'");
    }

    @Test
    void a_key_that_protects_nobody_is_not_certified() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair weak = generator.generateKeyPair();
        CertificateRequest request = CertificateRequest.create(Participant.collaborator("col1"), weak);

        assertRefused(request.pem(), "asks to certify an RSA key of 1024 bits");
    }

    @Test
    void anything_else_is_refused_with_the_files_name() {
        assertRefused("hello", "x.csr contains no PEM text of a certificate request");
        assertRefused(
                "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n", "x.csr is damaged");
    }

    private static void assertRefused(String pem, String words) {
        assertThatThrownBy(() -> CertificateRequest.ofPem(pem, "x.csr"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(words);
    }

    /** @param purpose no extension at all if null */
    private static String pem(String subject, @Nullable KeyPurposeId purpose, @Nullable String dnsName, KeyPair signer)
            throws Exception {
        JcaPKCS10CertificationRequestBuilder request =
                new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), KEYS.getPublic());
        if (purpose != null) {
            request.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions(purpose, dnsName));
        }
        return Pem.encode(request.build(
                new JcaContentSignerBuilder(Keys.signatureAlgorithm(signer.getPrivate())).build(signer.getPrivate())));
    }

    private static org.bouncycastle.asn1.x509.Extensions extensions(KeyPurposeId purpose, @Nullable String dnsName)
            throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
        if (dnsName != null) {
            extensions.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
        }
        return extensions.generate();
    }
}
