package io.github.openflgramine.sgx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningKeyReaderTest {

    private static final Passphrase CORRECT = Passphrase.of("correct");
    private static final String GIVE_IT =
            "Give the file of the key that signs, or create a key: mvn openfl-gramine:generate-key."
                    + " A new key changes MRSIGNER, by which others know the signer.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkcs1.pem",
                "pkcs8.pem",
                "pkcs1-encrypted.pem",
                "pkcs1-aes256.pem",
                "pkcs8-encrypted.pem",
                "pkcs8-3des.pem",
                "pkcs8-sha512.pem",
                "pkcs8-scrypt.pem"
            })
    void reads_the_same_key_in_every_form(String name) throws IOException {
        SigningKey key = SigningKeyReader.read(TestKeys.file(name), CORRECT);

        assertThat(key.publicKey().modulus())
                .isEqualTo(SigningKeyReader.read(TestKeys.file("pkcs1.pem"), Passphrase.none())
                        .publicKey()
                        .modulus());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    exponent-65537.pem | has public exponent 65537; SGX requires 3.
                    bits-2048.pem | has 2048 bits; SGX requires 3072.
                    ec.pem | is a key for EC; SGX requires RSA with 3072 bits and public exponent 3.
                    rsa-pss.pem | is a key for RSASSA-PSS; SGX requires RSA with 3072 bits and public exponent 3.
                    ed25519.pem | is a key for EdDSA; SGX requires RSA with 3072 bits and public exponent 3.
                    public.pem | contains no private key in PEM (PKCS#1 or PKCS#8).
                    truncated.pem | contains no private key in PEM (PKCS#1 or PKCS#8).
                    garbage.pem | contains no private key in PEM (PKCS#1 or PKCS#8).
                    empty.pem | contains no private key in PEM (PKCS#1 or PKCS#8).
                    absent.pem | does not exist.
                    """)
    void refuses_what_cannot_sign_an_enclave(String name, String message) {
        Path file = TestKeys.file(name);

        assertThatThrownBy(() -> SigningKeyReader.read(file, Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("<signingKey> (gramine.signingKey) " + file + " " + message + " " + GIVE_IT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"umlaut-pkcs1.pem", "umlaut-pkcs8.pem", "umlaut-3des.pem"})
    void a_passphrase_is_utf_8_as_openssl_encrypted_with_it(String name) throws IOException {
        assertThat(SigningKeyReader.read(TestKeys.file(name), Passphrase.of("pä$$wörd ü"))
                        .mrsigner())
                .isEqualTo(mrsigner());
    }

    /** Each of these {@code openssl pkey -in} reads. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN CERTIFICATE-----\nMIIBAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN DH PARAMETERS-----\nMEYCQQ==\n-----END DH PARAMETERS-----\n",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
                "Bag Attributes\n    localKeyID: 01\nKey Attributes: <No Attributes>\n",
                "Schlüssel von Jörg\n"
            })
    void what_is_in_front_of_the_key_is_passed_over(String front, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("key.pem"), front + Files.readString(TestKeys.file("pkcs8.pem")) + "end\n");

        assertThat(SigningKeyReader.read(file, Passphrase.none()).mrsigner()).isEqualTo(mrsigner());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 2000})
    void the_key_is_found_behind_any_number_of_certificates(int certificates, @TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(
                directory.resolve("key.pem"),
                Files.readString(TestKeys.file("certificate.pem")).repeat(certificates)
                        + Files.readString(TestKeys.file("pkcs1-encrypted.pem")));

        assertThat(SigningKeyReader.read(file, CORRECT).mrsigner()).isEqualTo(mrsigner());
    }

    @Test
    void a_key_in_der_is_told_with_the_command_that_converts_it(@TempDir Path directory) throws IOException {
        String[] lines = Files.readString(TestKeys.file("pkcs8.pem")).strip().split("\n", -1);
        Path file = Files.write(
                directory.resolve("key.der"),
                Base64.getDecoder().decode(String.join("", List.of(lines).subList(1, lines.length - 1))));

        assertThatThrownBy(() -> SigningKeyReader.read(file, Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("key.der is in DER or PKCS#12; expected a private key in PEM."
                        + " Convert it: openssl pkey -inform DER -in FILE -out KEY.pem");
    }

    private static Sha256 mrsigner() throws IOException {
        return SigningKeyReader.read(TestKeys.file("pkcs1.pem"), Passphrase.none())
                .mrsigner();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs1-encrypted.pem", "pkcs8-encrypted.pem"})
    void asks_for_the_passphrase_of_an_encrypted_key(String name) {
        assertThatThrownBy(() -> SigningKeyReader.read(TestKeys.file(name), Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(name + " is encrypted and no passphrase was given.")
                .hasMessageContaining("OPENFL_GRAMINE_KEY_PASSPHRASE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs1-encrypted.pem", "pkcs8-encrypted.pem"})
    void a_wrong_passphrase_is_said_to_be_wrong(String name) {
        assertThatThrownBy(() -> SigningKeyReader.read(TestKeys.file(name), Passphrase.of("guess")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(name + " is encrypted and the passphrase does not open it.")
                .hasMessageNotContaining("guess");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs1-camellia.pem", "pkcs8-camellia.pem"})
    void a_cipher_that_is_not_supported_is_not_taken_for_a_wrong_passphrase(String name) {
        assertThatThrownBy(() -> SigningKeyReader.read(TestKeys.file(name), CORRECT))
                .isInstanceOf(GraminizeException.class)
                .hasMessageEndingWith(name + " is encrypted with a cipher or a key derivation that is not supported."
                        + " Encrypt it as follows: openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY.pem -out NEW.pem");
    }

    @Test
    void a_byte_order_mark_is_passed_over_as_by_openssl_and_utf_16_is_told(@TempDir Path directory) throws IOException {
        String text = "\ufeff" + Files.readString(TestKeys.file("pkcs8.pem"));
        Path marked = Files.writeString(directory.resolve("key.pem"), text);

        assertThat(SigningKeyReader.read(marked, Passphrase.none()).mrsigner())
                .isEqualTo(SigningKeyReader.read(TestKeys.file("pkcs8.pem"), Passphrase.none())
                        .mrsigner());

        Files.write(marked, text.getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> SigningKeyReader.read(marked, Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("key.pem is in UTF-16LE, as its byte order mark says.");
    }

    @Test
    void a_directory_is_no_key(@TempDir Path directory) {
        assertThatThrownBy(() -> SigningKeyReader.read(directory, Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("is not a file");
    }

    @Test
    void a_large_file_is_not_read(@TempDir Path directory) throws IOException {
        Path large = Files.write(directory.resolve("large"), new byte[(16 << 20) + 1]);

        assertThatThrownBy(() -> SigningKeyReader.read(large, Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("large has more than 16777216 bytes, the limit for such a file.");
    }

    @Test
    void damaged_bytes_give_a_key_or_a_clear_refusal(@TempDir Path directory) throws IOException {
        String[] lines = Files.readString(TestKeys.file("pkcs8.pem")).strip().split("\n", -1);
        String base64 = String.join("", java.util.Arrays.copyOfRange(lines, 1, lines.length - 1));
        Random random = new Random(3072);
        for (int round = 0; round < 300; round++) {
            byte[] der = Base64.getDecoder().decode(base64);
            for (int flips = 0; flips <= round % 4; flips++) {
                der[random.nextInt(round % 2 == 0 ? 64 : der.length)] = (byte) random.nextInt();
            }
            Path file = Files.writeString(
                    directory.resolve("damaged.pem"),
                    lines[0] + "\n" + Base64.getMimeEncoder().encodeToString(der) + "\n" + lines[lines.length - 1]
                            + "\n");
            try {
                SigningKeyReader.read(file, Passphrase.none());
            } catch (GraminizeException refused) {
                assertThat(refused).hasMessageStartingWith("<signingKey>");
            }
        }
    }

    @Test
    void shows_nothing_of_a_key_but_its_mrsigner() throws IOException {
        SigningKey key = SigningKeyReader.read(TestKeys.file("pkcs1.pem"), Passphrase.none());

        assertThat(key).hasToString("SigningKey[mrsigner=" + key.mrsigner() + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "rw-------,false",
        "r--------,false",
        "rw-r-----,true",
        "rw----r--,true",
        "rw--w----,true",
        "rwx--x--x,false"
    })
    void tells_whether_others_may_read_or_change_it(String permissions, boolean open, @TempDir Path directory)
            throws IOException {
        Path file = Files.createFile(directory.resolve("key.pem"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThat(SigningKeyReader.isOpenToOthers(file)).isEqualTo(open);
    }
}
