package io.github.openflgramine.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertWriter;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.NewAuthority;
import io.github.openflgramine.pki.Validity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FederationCertificatesTest {

    private static final Validity YEAR = Validity.days(365, Clock.systemUTC());
    private static NewAuthority authority;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeAnAuthorityOnce() {
        authority = NewAuthority.create(YEAR, KeyAlgorithm.EC);
    }

    @Test
    void each_actor_has_its_own_key_and_certificate_and_the_chain() throws Exception {
        FederationCertificates certificates = certificates();

        certificates.aggregator("LocalHost", actor("aggregator"));
        certificates.collaborator("Col1", actor("col1"));

        assertThat(actor("aggregator").resolve("cert/server/agg_localhost.crt")).exists();
        assertThat(actor("col1").resolve("cert/client/col_col1.crt")).exists();
        assertThat(mode("aggregator/cert/server/agg_localhost.key")).isEqualTo("rw-------");
        assertThat(mode("col1/cert/client/col_col1.key")).isEqualTo("rw-------");
        assertThat(actor("aggregator").resolve("cert/client")).doesNotExist();
        assertThat(actor("col1").resolve("cert/server")).doesNotExist();
        assertThat(actor("col1").resolve("cert/cert_chain.crt"))
                .hasSameTextualContentAs(actor("aggregator").resolve("cert/cert_chain.crt"));
        for (String name : new String[] {"aggregator", "col1"}) {
            assertThat(actor(name).resolve("cert/ca")).doesNotExist();
        }
    }

    @Test
    void the_workspaces_authority_signs_if_its_key_is_there() throws Exception {
        new CertWriter(CertDirectory.of(directory.resolve("workspace"))).write(authority);

        certificates().collaborator("col1", actor("col1"));

        assertThat(directory.resolve("authority")).doesNotExist();
        certificate(directory.resolve("col1/cert/client/col_col1.crt"))
                .verify(certificate(directory.resolve("workspace/cert/ca/signing-ca.crt"))
                        .getPublicKey());
    }

    @Test
    void else_one_is_made_once_and_used_by_the_next_run_too() throws Exception {
        certificates().collaborator("col1", actor("col1"));
        certificates().collaborator("col2", actor("col2"));

        assertThat(directory.resolve("workspace")).doesNotExist();
        assertThat(actor("col1").resolve("cert/cert_chain.crt"))
                .hasSameTextualContentAs(actor("col2").resolve("cert/cert_chain.crt"))
                .hasSameTextualContentAs(directory.resolve("authority/cert/cert_chain.crt"));
    }

    @Test
    void an_actor_keeps_no_certificate_of_a_former_name() throws Exception {
        new CertWriter(CertDirectory.of(directory.resolve("workspace"))).write(authority);
        FederationCertificates certificates = certificates();
        certificates.collaborator("old", actor("col"));

        certificates.collaborator("new", actor("col"));

        assertThat(actor("col").resolve("cert/client"))
                .isDirectoryNotContaining("glob:**col_old*")
                .isDirectoryContaining("glob:**col_new.crt")
                .isDirectoryContaining("glob:**col_new.key");
    }

    @Test
    void an_actors_directory_is_never_one_with_an_authority() throws Exception {
        new CertWriter(CertDirectory.of(directory.resolve("workspace"))).write(authority);
        FederationCertificates certificates = certificates();

        assertThatThrownBy(() -> certificates.collaborator("col1", directory.resolve("workspace")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("is a certificate authority");
    }

    private FederationCertificates certificates() throws IOException {
        return FederationCertificates.of(directory.resolve("workspace"), directory.resolve("authority"), YEAR);
    }

    private Path actor(String name) {
        return directory.resolve(name);
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file)));
    }

    private static X509Certificate certificate(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
