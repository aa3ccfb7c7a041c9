package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import org.junit.jupiter.api.Test;

final class EcdsaP256Test {

    private final KeyPair keys = FakeCertificate.newKeys("secp256r1");
    private final Octets signed = Octets.of(new byte[] {1, 2, 3});

    @Test
    void a_point_of_the_curve_is_a_key_that_verifies_its_signatures() {
        Octets signature = Octets.of(FakePlatform.sign(keys, signed.bytes()));

        assertThat(EcdsaP256.key(Octets.of(FakePlatform.point(keys))))
                .hasValueSatisfying(key ->
                        assertThat(EcdsaP256.verifies(key, signed, signature)).isTrue());
    }

    @Test
    void a_point_that_is_not_on_the_curve_is_no_key() {
        byte[] point = FakePlatform.point(keys);
        point[63] ^= 1;

        assertThat(EcdsaP256.key(Octets.of(point))).isEmpty();
        assertThat(EcdsaP256.key(Octets.of(new byte[64]))).isEmpty();
        assertThat(EcdsaP256.key(Octets.ofHex("ff".repeat(64)))).isEmpty();
    }

    @Test
    void a_signature_has_64_bytes() {
        byte[] signature = FakePlatform.sign(keys, signed.bytes());

        assertThat(EcdsaP256.verifies(
                        keys.getPublic(), signed, Octets.of(signature).slice(0, 62)))
                .isFalse();
        assertThat(EcdsaP256.verifies(keys.getPublic(), signed, Octets.of(new byte[64])))
                .isFalse();
    }

    @Test
    void a_key_of_another_curve_is_none_of_p_256() {
        assertThat(EcdsaP256.isKey(keys.getPublic())).isTrue();
        assertThat(EcdsaP256.isKey(FakeCertificate.newKeys("secp384r1").getPublic()))
                .isFalse();
    }
}
