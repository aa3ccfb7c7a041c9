package io.github.openflgramine.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class CertificateAuthorityTest {

    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");
    private static final Validity YEAR = Validity.days(365, clock(NOW));

    private static CertificateAuthority authority;
    private static Credentials aggregator;
    private static Credentials collaborator;

    @BeforeAll
    static void issue() {
        authority = NewAuthority.create(YEAR, KeyAlgorithm.RSA).authority();
        aggregator = authority.issue(Participant.aggregator("10.0.0.7"), KeyAlgorithm.RSA, YEAR);
        collaborator = authority.issue(Participant.collaborator("Col1"), KeyAlgorithm.RSA, YEAR);
    }

    @Test
    void the_jdk_validates_both_leaves_up_to_the_root() throws Exception {
        validate(aggregator.certificate(), NOW);
        validate(collaborator.certificate(), NOW);
    }

    @Test
    void the_root_allows_one_further_authority_and_the_signing_ca_none() {
        List<X509Certificate> chain = chainOf(collaborator.certificate());
        X509Certificate signing = chain.get(1);
        X509Certificate root = chain.get(2);

        assertThat(root.getBasicConstraints()).isEqualTo(1);
        assertThat(signing.getBasicConstraints()).isZero();
        assertThat(List.of(root, signing))
                .allSatisfy(certificate ->
                        assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.15", "2.5.29.19"));
    }

    @Test
    void keys_are_rsa_3072_with_exponent_65537_and_signatures_sha384() {
        for (X509Certificate certificate : chainOf(aggregator.certificate())) {
            RSAPublicKey key = (RSAPublicKey) certificate.getPublicKey();
            assertThat(key.getModulus().bitLength()).isEqualTo(3072);
            assertThat(key.getPublicExponent().intValueExact()).isEqualTo(65537);
            assertThat(certificate.getSigAlgName()).isEqualTo("SHA384withRSA");
            assertThat(certificate.getVersion()).isEqualTo(3);
        }
    }

    @Test
    void an_authority_and_leaves_of_elliptic_curves_are_sound_too() throws Exception {
        CertificateAuthority curves = NewAuthority.create(YEAR, KeyAlgorithm.EC).authority();
        Credentials leaf = curves.issue(Participant.collaborator("col1"), KeyAlgorithm.EC, YEAR);

        ChainValidation.validate(leaf.certificate(), curves.chain().rootFirst(), NOW);
        ECPublicKey key = (ECPublicKey) leaf.certificate().getPublicKey();
        assertThat(key.getParams().getOrder().bitLength()).isEqualTo(384);
        assertThat(leaf.certificate().getSigAlgName()).isEqualTo("SHA384withECDSA");
        assertThat(leaf.certificate().getKeyUsage())
                .as("digitalSignature alone")
                .containsExactly(true, false, false, false, false, false, false, false, false);
        assertThat(Keys.match(Pem.privateKey(Pem.encode(leaf.key()), "key"), key))
                .isTrue();
    }

    @Test
    void a_kind_of_key_that_is_not_made_here_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> KeyAlgorithm.of("dsa"))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("openfl.keyAlgorithm=dsa is not a supported kind of key. Expected one of rsa, ec.");
    }

    @Test
    void leaves_keep_their_extended_key_usage_and_key_usage() throws Exception {
        assertThat(aggregator.certificate().getExtendedKeyUsage()).containsExactly(SERVER_AUTH);
        assertThat(collaborator.certificate().getExtendedKeyUsage()).containsExactly(CLIENT_AUTH);
        for (X509Certificate leaf : List.of(aggregator.certificate(), collaborator.certificate())) {
            assertThat(leaf.getCriticalExtensionOIDs()).contains("2.5.29.15", "2.5.29.19", "2.5.29.37");
            assertThat(leaf.getKeyUsage()).containsExactly(true, false, true, false, false, false, false, false, false);
            assertThat(leaf.getBasicConstraints()).as("not a CA").isEqualTo(-1);
        }
    }

    @Test
    void an_address_is_named_both_as_openfl_does_and_as_tls_wants_it() throws Exception {
        assertThat(aggregator.certificate().getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(2, "10.0.0.7"), List.of(7, "10.0.0.7"));
        assertThat(collaborator.certificate().getSubjectAlternativeNames()).containsExactly(List.of(2, "col1"));
    }

    @Test
    void subjects_are_openfls() {
        List<X509Certificate> chain = chainOf(collaborator.certificate());
        assertThat(chain.get(0).getSubjectX500Principal().getName()).isEqualTo("CN=col1");
        assertThat(chain.get(1).getSubjectX500Principal().getName())
                .isEqualTo("OU=Simple Signing CA,O=Simple Inc,CN=Simple Signing CA,DC=simple,DC=org");
        assertThat(chain.get(2).getSubjectX500Principal().getName())
                .isEqualTo("OU=Simple Root CA,O=Simple Inc,CN=Simple Root CA,DC=simple,DC=org");
    }

    @Test
    void serials_differ_and_are_up_to_128_bits_long() {
        Set<java.math.BigInteger> serials = Set.copyOf(chainOf(aggregator.certificate()).stream()
                .map(X509Certificate::getSerialNumber)
                .toList());
        assertThat(serials).hasSize(3).allSatisfy(serial -> {
            assertThat(serial.signum()).isPositive();
            assertThat(serial.bitLength()).isBetween(80, 128);
        });
    }

    @Test
    void a_key_belongs_to_its_own_certificate_alone() {
        assertThat(Keys.match(aggregator.key(), publicKey(aggregator))).isTrue();
        assertThat(Keys.match(aggregator.key(), publicKey(collaborator))).isFalse();
    }

    @Test
    void validity_begins_now_in_whole_seconds_and_lasts_the_days_asked_for() {
        X509Certificate leaf = collaborator.certificate();
        assertThat(leaf.getNotBefore().toInstant()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(Duration.between(
                        leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(365));
    }

    @Test
    void a_leaf_ends_with_its_authority() {
        Validity later = Validity.days(365, clock(NOW.plus(Duration.ofDays(100))));
        X509Certificate leaf = authority.issue(request("late"), later);
        assertThat(leaf.getNotAfter()).isEqualTo(collaborator.certificate().getNotAfter());
    }

    @Test
    void an_authority_that_has_ended_certifies_nobody() {
        Validity tooLate = Validity.days(1, clock(NOW.plus(Duration.ofDays(366))));
        assertThatThrownBy(() -> authority.issue(request("late"), tooLate))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("expired on 2027-03-01T12:00:00Z")
                .hasMessageContaining("workspace-certify");
    }

    @Test
    void days_below_one_are_refused() {
        assertThatThrownBy(() -> Validity.days(0, clock(NOW)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("0 days")
                .hasMessageContaining("openfl.certificateDays");
    }

    @Test
    void nothing_that_holds_a_key_shows_it() {
        assertThat(aggregator).hasToString("Credentials[aggregator 10.0.0.7]");
        assertThat(CertificateOrder.of(Participant.collaborator("a"), KeyAlgorithm.EC))
                .hasToString("CertificateOrder[collaborator a]");
    }

    private static CertificateRequest request(String name) {
        return CertificateOrder.of(Participant.collaborator(name), KeyAlgorithm.EC)
                .request();
    }

    private static PublicKey publicKey(Credentials credentials) {
        return credentials.certificate().getPublicKey();
    }

    private static List<X509Certificate> chainOf(X509Certificate leaf) {
        List<X509Certificate> rootFirst = authority.chain().rootFirst();
        return List.of(leaf, rootFirst.get(1), rootFirst.get(0));
    }

    private static void validate(X509Certificate leaf, Instant when) throws Exception {
        List<X509Certificate> chain = chainOf(leaf);
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(chain.get(2), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(when));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain.subList(0, 2)), parameters);
    }

    private static Clock clock(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }
}
