package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TrustedRootTest {

    @Test
    void intels_root_is_compiled_in() throws IOException {
        assertThat(TrustedRoot.intel().isIntel()).isTrue();
        assertThat(CertificateChain.encoded(TrustedRoot.intel().certificate())).isEqualTo(Samples.realRoot());
    }

    @Test
    void a_root_is_read_as_der_and_as_pem() throws IOException {
        TrustedRoot der = TrustedRoot.read(Samples.realRoot(), "root");
        TrustedRoot pem =
                TrustedRoot.read(FakeCertificate.pem(Samples.realRoot()).getBytes(StandardCharsets.US_ASCII), "root");

        assertThat(der.isIntel()).isTrue();
        assertThat(pem.sha256()).isEqualTo(der.sha256());
    }

    @Test
    void another_root_is_not_intels() {
        assertThat(TrustedRoot.read(new FakePlatform().rootDer(), "root").isIntel())
                .isFalse();
    }

    @Test
    void a_root_with_a_key_that_is_not_on_p_256_is_refused() {
        FakeCertificate root = new FakeCertificate("Root", 1, null).asAuthority();
        root.keys = FakeCertificate.newKeys("secp384r1");
        root.issuerKeys = root.keys;

        assertThatThrownBy(() -> TrustedRoot.read(root.der(), "gramine.attestationRoot=r.pem"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("gramine.attestationRoot=r.pem has no key on P-256.");
    }

    @Test
    void a_file_that_is_no_certificate_is_refused() {
        assertThatThrownBy(() -> TrustedRoot.read(new byte[] {0x30, 0}, "r"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("r is not signed with ECDSA.");
        assertThatThrownBy(() -> TrustedRoot.read(new byte[9000], "r"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("r has 9000 bytes; expected one certificate.");
    }
}
