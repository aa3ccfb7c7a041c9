package io.github.openflgramine.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.files.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretSearchTest {

    private static final String BASE64 = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC".repeat(4);
    private static final Random RANDOM = new Random(1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\n",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\r\n",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n",
                "-----BEGIN EC PRIVATE KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\n",
                "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\n",
                "\"private_key\": \"-----BEGIN PRIVATE KEY-----\\n",
                "KEY = (\"-----BEGIN PRIVATE KEY-----\\n\"\n    \"",
            })
    void a_private_key_is_found_wherever_it_stands(String beginning) throws IOException {
        String key = beginning + BASE64 + "\n";

        assertThat(in("src/a.py", key)).contains("a private key (PEM)");
        assertThat(in("src/a.py", "x = 1\n".repeat(30_000) + key)).contains("a private key (PEM)");
        assertThat(SecretSearch.in("plan/agg.txt", Content.of(key.getBytes(StandardCharsets.UTF_16))))
                .contains("a private key (PEM)");
        for (int offset = 1; offset < 140; offset += 7) {
            String filler = "y".repeat((1 << 20) + 3 * (1 << 16) - offset);
            assertThat(in("src/a.bin", filler + key))
                    .as("%s before a block", offset)
                    .contains("a private key (PEM)");
        }
    }

    @Test
    void code_that_reads_keys_is_no_key() throws IOException {
        assertThat(in("src/a.py", "if line == '-----BEGIN PRIVATE KEY-----':\n    return\n"))
                .isEmpty();
        assertThat(in("src/a.crt.txt", "-----BEGIN CERTIFICATE-----\n" + BASE64))
                .isEmpty();
        assertThat(in("src/a.txt", "-----BEGIN PUBLIC KEY-----\n" + BASE64)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://me:secret@pypi.example.org/simple, an address with a password",
        "postgresql://me:pa%40ss@db/x, an address with a password",
        "redis://:secret@localhost, an address with a password",
        "'{\"auths\": {\"r.example.org\": {\"auth\": \"bWU6c2VjcmV0cw==\"}}}', a password (Docker)",
        "machine example.org login me password secret, a password (netrc)",
        "<server><password>secret</password></server>, a password (XML)",
    })
    void passwords_are_found(String text, String meaning) throws IOException {
        assertThat(in("src/a.txt", "first = 1\n" + text + "\n")).contains(meaning);
        assertThat(SecretSearch.in(text)).contains(meaning);
    }

    @Test
    void tokens_are_found_by_their_issuers_forms() throws IOException {
        assertThat(in("src/a.py", "T = '" + "ghp_" + letters(36) + "'")).contains("a token (GitHub)");
        assertThat(in("src/a.py", "T = '" + "github_pat_" + letters(60) + "'")).contains("a token (GitHub)");
        assertThat(in("src/a.py", "T = '" + "glpat-" + letters(20) + "'")).contains("a token (GitLab)");
        assertThat(in("src/a.py", "T = '" + "hf_" + letters(34) + "'")).contains("a token (Hugging Face)");
        assertThat(in("src/a.py", "T = '" + "npm_" + letters(36) + "'")).contains("a token (npm)");
        assertThat(in("src/a.py", "T = '" + "pypi-" + letters(80) + "'")).contains("a token (PyPI)");
        assertThat(in("src/a.py", "T = '" + "xoxb-" + letters(30) + "'")).contains("a token (Slack)");
        assertThat(in("src/a.py", "T = '" + "AIza" + letters(35) + "'")).contains("an access key (Google)");
        assertThat(in("src/a.py", "T = '" + "AKIA" + "ABCDEFGHIJKLMNOP" + "'")).contains("an access key (AWS)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pypi.example.org/simple",
                "git+ssh://git@github.com/a/b",
                "f\"https://{user}:{password}@host\"",
                "https://${USER}:${PASSWORD}@host",
                "https://example.org:8443/a@b",
                "<password>${env.PASSWORD}</password>",
                "the password is asked for; see https://example.org",
                "half_of_them = highlight_xoxo",
            })
    void ordinary_text_is_no_credential(String text) throws IOException {
        assertThat(in("src/a.py", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/id_rsa",
                "src/.env",
                "src/.env.production",
                "plan/.netrc",
                "src/.ssh/config",
                "src/keys/own.P12",
                "src/.aws/credentials",
                "src/store.jks",
                "src/.git-credentials",
                "src/.docker/config.json"
            })
    void files_of_credentials_are_known_by_name(String path) throws IOException {
        assertThat(in(path, "")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"src/id_rsa.pub", "src/.env.example", "src/environment.py", "src/config.json", "src/model.py"})
    void other_names_say_nothing(String path) throws IOException {
        assertThat(in(path, "")).isEmpty();
    }

    @Test
    void keys_in_der_and_key_stores_are_known_by_their_form() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        byte[] pkcs1 = PrivateKeyInfo.getInstance(pkcs8)
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();

        assertThat(binary(pkcs8)).contains("a private key (PKCS#8)");
        assertThat(binary(pkcs1)).contains("a private key (RSA)");
        assertThat(binary(keyStore("PKCS12"))).contains("a key store (PKCS#12)");
        assertThat(binary(keyStore("JKS"))).contains("a key store of Java");
        assertThat(binary(pair.getPublic().getEncoded())).isEmpty();
        assertThat(binary(new byte[] {0x30})).isEmpty();
    }

    @Test
    void archives_are_looked_into_but_not_the_packages_of_others() throws IOException {
        String key = "-----BEGIN PRIVATE KEY-----\n" + BASE64;
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
            zip.putNextEntry(new ZipEntry("readme"));
            zip.write(new byte[] {1});
            zip.putNextEntry(new ZipEntry("deep/own.txt"));
            zip.write(key.getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(key.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(SecretSearch.in("src/a.zip", Content.of(zipped.toByteArray())))
                .contains("deep/own.txt, a private key (PEM)");
        assertThat(SecretSearch.in("src/a.tar.gz", Content.of(packed.toByteArray())))
                .contains("a private key (PEM)");
        assertThat(SecretSearch.in("src/a.whl", Content.of(zipped.toByteArray())))
                .isEmpty();
        assertThat(in("src/broken.zip", "PK")).isEmpty();
        assertThat(in("src/broken.gz", "no gzip")).isEmpty();
    }

    private static byte[] keyStore(String type) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, "changeit".toCharArray());
        return out.toByteArray();
    }

    private static Optional<String> binary(byte[] content) throws IOException {
        return SecretSearch.in("src/weights.bin", Content.of(content));
    }

    private static Optional<String> in(String path, String text) throws IOException {
        return SecretSearch.in(path, Content.of(text));
    }

    private static String letters(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder()
                .encodeToString(bytes)
                .replaceAll("[+/=]", "Q")
                .substring(0, count);
    }
}
