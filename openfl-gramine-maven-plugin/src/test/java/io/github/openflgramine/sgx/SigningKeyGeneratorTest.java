package io.github.openflgramine.sgx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SigningKeyGeneratorTest {

    @TempDir
    Path directory;

    @Test
    void makes_a_key_that_only_its_owner_may_read() throws IOException {
        Path file = directory.resolve("keys/signing.pem");

        SigningKey made = SigningKeyGenerator.generate(file, Passphrase.none());

        assertThat(Files.readString(file)).startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SigningKeyReader.read(file, Passphrase.none()).mrsigner()).isEqualTo(made.mrsigner());
        assertNothingElse(file);
    }

    @Test
    void encrypts_a_key_with_its_passphrase() throws IOException {
        Path file = directory.resolve("signing.pem");
        Passphrase passphrase = Passphrase.of("Größe 🔑");

        SigningKey made = SigningKeyGenerator.generate(file, passphrase);

        assertThat(Files.readString(file)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        assertThat(SigningKeyReader.read(file, passphrase).mrsigner()).isEqualTo(made.mrsigner());
    }

    @Test
    void never_overwrites_a_file() throws IOException {
        Path file = Files.writeString(directory.resolve("signing.pem"), "mine");

        assertThatThrownBy(() -> SigningKeyGenerator.generate(file, Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("<signingKey> (gramine.signingKey) " + file
                        + " already exists; a signing key is never overwritten. Use it, or name another file.");
        assertThat(file).hasContent("mine");
        assertNothingElse(file);
    }

    private static void assertNothingElse(Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }
}
