package io.github.openflgramine.sgx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningKeyReaderTest {

    private static final Passphrase CORRECT = Passphrase.of("correct");

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
                    exponent-65537.pem | has public exponent 65537; SGX requires 3. Create one: mvn openfl-gramine:generate-key
                    bits-2048.pem | has 2048 bits; SGX requires 3072. Create one: mvn openfl-gramine:generate-key
                    ec.pem | is a key for EC; SGX requires RSA with 3072 bits and public exponent 3. Create one: mvn openfl-gramine:generate-key
                    rsa-pss.pem | is a key for RSASSA-PSS; SGX requires RSA with 3072 bits and public exponent 3. Create one: mvn openfl-gramine:generate-key
                    ed25519.pem | is a key for EdDSA; SGX requires RSA with 3072 bits and public exponent 3. Create one: mvn openfl-gramine:generate-key
                    public.pem | contains no private key in PEM (PKCS#1 or PKCS#8). Create one: mvn openfl-gramine:generate-key
                    truncated.pem | contains no private key in PEM (PKCS#1 or PKCS#8). Create one: mvn openfl-gramine:generate-key
                    garbage.pem | contains no private key in PEM (PKCS#1 or PKCS#8). Create one: mvn openfl-gramine:generate-key
                    empty.pem | contains no private key in PEM (PKCS#1 or PKCS#8). Create one: mvn openfl-gramine:generate-key
                    absent.pem | does not exist. Create one: mvn openfl-gramine:generate-key
                    """)
    void refuses_what_cannot_sign_an_enclave(String name, String message) {
        Path file = TestKeys.file(name);

        assertThatThrownBy(() -> SigningKeyReader.read(file, Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("<signingKey> (gramine.signingKey) " + file + " " + message);
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
    void a_directory_is_no_key(@TempDir Path directory) {
        assertThatThrownBy(() -> SigningKeyReader.read(directory, Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("is not a file");
    }

    @Test
    void a_large_file_is_not_read(@TempDir Path directory) throws IOException {
        Path large = Files.write(directory.resolve("large"), new byte[1 << 20]);

        assertThatThrownBy(() -> SigningKeyReader.read(large, Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("contains no private key");
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
