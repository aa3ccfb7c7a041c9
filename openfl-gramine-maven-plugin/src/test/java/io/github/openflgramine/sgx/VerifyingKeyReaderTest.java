package io.github.openflgramine.sgx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerifyingKeyReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"public.pem", "public-pkcs1.pem", "certificate.pem"})
    void reads_the_same_key_in_every_form(String name) throws IOException {
        assertThat(VerifyingKeyReader.read(TestKeys.file(name)))
                .isEqualTo(SigningKeyReader.read(TestKeys.file("pkcs1.pem"), Passphrase.none())
                        .publicKey());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    public-65537.pem | has public exponent 65537; SGX requires 3.
                    public-2048.pem | has 2048 bits; SGX requires 3072.
                    public-ec.pem | is a key for EC; SGX requires RSA with 3072 bits and public exponent 3.
                    pkcs1.pem | is a private key, which must stay with its signer.
                    pkcs8.pem | is a private key, which must stay with its signer.
                    pkcs8-encrypted.pem | is a private key, which must stay with its signer.
                    pkcs1-encrypted.pem | is a private key, which must stay with its signer.
                    garbage.pem | contains no public key or certificate in PEM.
                    empty.pem | contains no public key or certificate in PEM.
                    absent.pem | does not exist.
                    """)
    void refuses_what_no_enclave_can_be_verified_with(String name, String problem) {
        Path file = TestKeys.file(name);

        assertThatThrownBy(() -> VerifyingKeyReader.read(file))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("gramine.publicKey=" + file + " " + problem
                        + " Give the public half of the signing key: openssl pkey -in KEY.pem -pubout -out PUBLIC.pem");
    }
}
