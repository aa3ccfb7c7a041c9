package io.github.openflgramine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReleaseKeyTest {

    private static final byte[] MESSAGE = "a release".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"Ed25519, 255", "EC, 256", "EC, 384", "EC, 521", "RSA, 2048", "RSA, 3072"})
    void a_key_signs_what_its_public_half_verifies_and_nothing_else(String algorithm, int bits) throws Exception {
        KeyPair pair = pair(algorithm, bits);
        ReleaseKey key =
                ReleaseKey.read(pem("key.pem", new JcaPKCS8Generator(pair.getPrivate(), null)), Passphrase.none());
        ReleasePublicKey publicKey = ReleasePublicKey.read(pem("public.pem", pair.getPublic()));

        byte[] signature = key.sign(MESSAGE);

        assertThat(publicKey.verifies(MESSAGE, signature)).isTrue();
        assertThat(publicKey.verifies("another".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        assertThat(publicKey.verifies(MESSAGE, new byte[] {1, 2, 3})).isFalse();
        assertThat(key.publicKey().id()).isEqualTo(publicKey.id()).hasSize(64);
        assertThat(key.toString()).isEqualTo("ReleaseKey[" + publicKey.id() + "]");
    }

    @Test
    void an_encrypted_key_opens_with_its_passphrase_alone() throws Exception {
        KeyPair pair = pair("Ed25519", 255);
        Path file = pem("key.pem", encrypted(pair, "secret"));

        assertThat(ReleaseKey.read(file, Passphrase.of("secret")).sign(MESSAGE)).isNotEmpty();
        assertThatThrownBy(() -> ReleaseKey.read(file, Passphrase.of("wrong")))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("openfl.releaseKey=" + file + " is encrypted and the passphrase does not open it."
                        + " Check it in the environment variable OPENFL_GRAMINE_RELEASE_KEY_PASSPHRASE.");
        assertThatThrownBy(() -> ReleaseKey.read(file, Passphrase.none()))
                .hasMessageContaining("is encrypted and no passphrase was given.");
    }

    @Test
    void a_weak_key_is_refused_with_the_way_to_a_better_one() throws Exception {
        Path file = pem("key.pem", new JcaPKCS8Generator(pair("RSA", 1024).getPrivate(), null));

        assertThatThrownBy(() -> ReleaseKey.read(file, Passphrase.none()))
                .hasMessage(
                        "openfl.releaseKey=" + file + " is not a suitable key; expected Ed25519, EC on P-256, P-384 or"
                                + " P-521, or RSA with at least 2048 bits. Create one: openssl genpkey -algorithm ed25519 -out"
                                + " release-key.pem");
    }

    @Test
    void a_public_key_is_not_taken_for_a_private_one_nor_the_other_way_round() throws Exception {
        KeyPair pair = pair("EC", 256);
        Path privateKey = pem("key.pem", new JcaPKCS8Generator(pair.getPrivate(), null));
        Path publicKey = pem("public.pem", pair.getPublic());

        assertThatThrownBy(() -> ReleaseKey.read(publicKey, Passphrase.none()))
                .hasMessageContaining("contains no private key in PEM");
        assertThatThrownBy(() -> ReleasePublicKey.read(privateKey))
                .hasMessageContaining("is a private key, which must stay with its signer.");
    }

    private static KeyPair pair(String algorithm, int bits) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (!algorithm.equals("Ed25519")) {
            generator.initialize(bits);
        }
        return generator.generateKeyPair();
    }

    private static Object encrypted(KeyPair pair, String passphrase) throws OperatorCreationException, IOException {
        return new JcaPKCS8Generator(
                pair.getPrivate(),
                new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .setPassword(passphrase.toCharArray())
                        .build());
    }

    private Path pem(String name, Object value) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(value);
        }
        return Files.writeString(directory.resolve(name), text.toString());
    }
}
