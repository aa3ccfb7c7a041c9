package io.github.openflgramine.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialsCheckTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Validity YEAR = Validity.days(365, Clock.fixed(NOW, ZoneOffset.UTC));
    private static final Participant AGGREGATOR = Participant.aggregator("agg.example.org");
    private static final Participant COLLABORATOR = Participant.collaborator("col1");

    private static NewAuthority authority;

    @TempDir
    private Path directory;

    private CertDirectory certificates;

    @BeforeAll
    static void makeAnAuthorityOnce() {
        authority = NewAuthority.create(YEAR, KeyAlgorithm.EC);
    }

    @BeforeEach
    void bothActors() throws IOException {
        certificates = CertDirectory.of(directory);
        write(authority.authority().issue(AGGREGATOR, KeyAlgorithm.EC, YEAR));
        write(authority.authority().issue(COLLABORATOR, KeyAlgorithm.EC, YEAR));
    }

    @Test
    void what_belongs_together_passes() {
        assertThatCode(() -> check(AGGREGATOR, NOW)).doesNotThrowAnyException();
        assertThatCode(() -> check(COLLABORATOR, NOW)).doesNotThrowAnyException();
    }

    @Test
    void every_missing_file_is_named_and_whose_certificate_is_there_instead() throws IOException {
        Files.delete(certificates.chain());

        assertRefused(
                Participant.collaborator("col2"),
                "cert_chain.crt and ",
                "col_col2.crt and ",
                "col_col2.key (here is the certificate of col1)",
                "openfl.import");
        assertRefused(Participant.aggregator("other"), "(here is the certificate of agg.example.org)");
    }

    @Test
    void a_key_of_another_pair_is_refused() throws IOException {
        Files.copy(certificates.key(AGGREGATOR), certificates.key(COLLABORATOR), replace());

        assertRefused(COLLABORATOR, "col_col1.crt does not match the key ");
    }

    @Test
    void an_expired_certificate_says_since_when_and_one_for_later_asks_for_the_clock() {
        assertThatThrownBy(() -> check(COLLABORATOR, NOW.plus(Duration.ofDays(400))))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("has expired: it was valid until 2027-03-01T12:00:00Z")
                .hasMessageContaining("-Dopenfl.renew");
        assertThatThrownBy(() -> check(COLLABORATOR, NOW.minus(Duration.ofDays(1))))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("is not valid yet")
                .hasMessageContaining("clock");
    }

    @Test
    void a_chain_of_another_authority_is_refused() throws IOException {
        Files.writeString(
                certificates.chain(),
                NewAuthority.create(YEAR, KeyAlgorithm.EC).authority().chain().pem());

        assertRefused(COLLABORATOR, "is not valid under " + certificates.chain());
    }

    @Test
    void a_certificate_under_another_name_s_file_is_refused() throws IOException {
        Participant other = Participant.collaborator("col2");
        Files.copy(certificates.certificate(COLLABORATOR), certificates.certificate(other));
        Files.copy(certificates.key(COLLABORATOR), certificates.key(other));

        assertRefused(other, "certificate  col1\n", "expected     col2\n");
    }

    @Test
    void an_address_has_to_be_named_as_an_address() throws IOException {
        Participant address = Participant.aggregator("10.0.0.7");
        write(authority.authority().issue(address, KeyAlgorithm.EC, YEAR));
        assertThatCode(() -> check(address, NOW)).doesNotThrowAnyException();

        issueAsFxDoes(address);

        assertRefused(address, "does not name 10.0.0.7 as TLS compares it (subjectAltName, iPAddress)", "fx cannot");
    }

    @Test
    void a_certificate_as_fx_issues_it_has_no_key_usage_and_passes() throws IOException {
        issueAsFxDoes(AGGREGATOR);

        assertThatCode(() -> check(AGGREGATOR, NOW)).doesNotThrowAnyException();
    }

    @Test
    void the_other_role_s_certificate_is_refused() throws IOException {
        Participant collaborator = Participant.collaborator("agg.example.org");
        Files.copy(certificates.certificate(AGGREGATOR), certificates.certificate(collaborator));
        Files.copy(certificates.key(AGGREGATOR), certificates.key(collaborator));

        assertRefused(collaborator, "was not issued for the role collaborator");
    }

    @Test
    void what_is_no_certificate_is_refused_by_the_file_s_name() throws IOException {
        Files.write(certificates.certificate(COLLABORATOR), new byte[] {(byte) 0x80, 0, 1});

        assertRefused(COLLABORATOR, "col_col1.crt contains no PEM text of a certificate");
    }

    @Test
    void those_who_have_a_certificate_here_are_known_by_role() throws IOException {
        write(authority.authority().issue(Participant.collaborator("a"), KeyAlgorithm.EC, YEAR));

        CredentialsCheck check = new CredentialsCheck(certificates);
        assertThat(check.certified(Role.COLLABORATOR)).containsExactly(Participant.collaborator("a"), COLLABORATOR);
        assertThat(check.certified(Role.AGGREGATOR)).containsExactly(AGGREGATOR);
        assertThat(new CredentialsCheck(new CertDirectory(directory.resolve("none"))).certified(Role.AGGREGATOR))
                .isEmpty();
    }

    private void write(Credentials credentials) throws IOException {
        new CertWriter(certificates).write(credentials);
    }

    /** Only basic constraints and a dNSName, because openfl/cryptography/ca.py drops the other extensions. */
    private void issueAsFxDoes(Participant participant) throws IOException {
        ExtensionsGenerator generator = new ExtensionsGenerator();
        generator.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        generator.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, participant.name())));
        Extensions extensions = generator.generate();
        CertificateOrder order = CertificateOrder.of(participant, KeyAlgorithm.EC);
        List<java.security.cert.X509Certificate> chain =
                authority.authority().chain().rootFirst();
        new CertWriter(certificates)
                .write(new Credentials(
                        participant,
                        order.key(),
                        CertificateSigning.by(chain.get(1), Pem.privateKey(authority.signingKeyPem(), "key"))
                                .sign(
                                        Profile.subject(participant),
                                        order.request().publicKey(),
                                        extensions,
                                        YEAR),
                        authority.authority().chain()));
    }

    private void check(Participant participant, Instant now) throws IOException {
        new CredentialsCheck(certificates).check(participant, now);
    }

    private void assertRefused(Participant participant, String... words) {
        assertThatThrownBy(() -> check(participant, NOW))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContainingAll(words);
    }

    private static java.nio.file.CopyOption replace() {
        return java.nio.file.StandardCopyOption.REPLACE_EXISTING;
    }
}
