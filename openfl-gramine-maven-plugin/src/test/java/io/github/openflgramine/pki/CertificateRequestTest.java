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

    private static String pem(String subject, KeyPurposeId purpose, String dnsName, KeyPair signer) throws Exception {
        return Pem.encode(new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), KEYS.getPublic())
                .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions(purpose, dnsName))
                .build(new JcaContentSignerBuilder(Keys.signatureAlgorithm(signer.getPrivate()))
                        .build(signer.getPrivate())));
    }

    private static org.bouncycastle.asn1.x509.Extensions extensions(KeyPurposeId purpose, String dnsName)
            throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
        extensions.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
        return extensions.generate();
    }
}
