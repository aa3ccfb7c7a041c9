package io.github.openflgramine.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.sgx.SigningKeyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GenerateKeyTest {

    @TempDir
    Path home;

    private final List<String> lines = new ArrayList<>();

    @Test
    void makes_a_key_that_signs_enclaves_and_says_how_it_is_known() throws IOException {
        Path key = home.resolve(".openfl-gramine/signing-key.pem");

        generate(key, Passphrase.none());

        String mrsigner =
                SigningKeyReader.read(key, Passphrase.none()).mrsigner().hex();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())))
                .isEqualTo("rwx------");
        assertThat(lines)
                .startsWith(
                        "Wrote " + key,
                        "MRSIGNER of this key: " + mrsigner,
                        "In the workspace's POM: <gramine.signingKey>${user.home}/.openfl-gramine/signing-key.pem"
                                + "</gramine.signingKey>");
    }

    @Test
    void a_passphrase_encrypts_it_is_never_shown_and_is_wiped() throws IOException {
        Path key = home.resolve("key.pem");
        Passphrase given = Passphrase.of("correct horse");
        char[] characters = given.characters();

        generate(key, given);

        assertThat(key).content().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        assertThat(SigningKeyReader.read(key, Passphrase.of("correct horse"))).isNotNull();
        assertThat(lines).noneMatch(line -> line.contains("horse"));
        assertThat(characters).containsOnly('\0');
    }

    @Test
    void a_key_that_is_there_is_never_overwritten() throws IOException {
        Path key = home.resolve("key.pem");
        Files.writeString(key, "mine");

        assertThatThrownBy(() -> generate(key, Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(key + " already exists");
        assertThat(key).hasContent("mine");
    }

    @Test
    void it_is_not_put_where_it_would_be_packed() throws IOException {
        Path workspace = home.resolve("ws");
        Files.createDirectories(workspace.resolve("plan"));
        Files.writeString(workspace.resolve("plan/plan.yaml"), "");

        assertThatThrownBy(() -> generate(workspace.resolve("src/keys/k.pem"), Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("packed into the image");
        assertThat(workspace.resolve("src")).doesNotExist();
    }

    private void generate(Path key, Passphrase passphrase) throws IOException {
        new GenerateKey(home, new BuildLog(lines::add, lines::add)).generate(key.toString(), home, passphrase);
    }
}
