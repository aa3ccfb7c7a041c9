package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CaBundleTest {

    private static final Path CERTIFICATE = Path.of("src/test/resources/keys/certificate.pem");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "\ufeff", "# The authority of the proxy\n\n", "subject=CN = proxy, issued by Jörg\n"})
    void certificates_in_pem_pass_with_any_text_around_them(String front) throws IOException {
        Path file = write(front + Files.readString(CERTIFICATE) + "\r\n" + Files.readString(CERTIFICATE));

        assertThatCode(() -> CaBundle.require(file)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                             | is empty; expected certificates in PEM. Give the certificates
                    ' \n'                          | is empty; expected certificates in PEM. Give the certificates
                    <html>Sign in</html>           | contains no certificate; expected certificates in PEM. Give the certificates
                    -----BEGIN PKCS7-----          | has its certificates in PKCS#7; expected certificates in PEM. Convert it: openssl pkcs7 -print_certs
                    """)
    void a_file_without_certificates_is_told_what_it_is(String text, String message) throws IOException {
        Path file = write(text);

        assertThatThrownBy(() -> CaBundle.require(file))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("gramine.caBundle=" + file + " " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exponent-65537.pem", "public.pem"})
    void keys_are_no_certificates(String name) {
        assertThatThrownBy(() -> CaBundle.require(CERTIFICATE.resolveSibling(name)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(name + " contains no certificate; expected certificates in PEM.");
    }

    @Test
    void a_certificate_in_der_as_windows_exports_it_is_told_with_the_command_that_converts_it() throws IOException {
        String[] lines = Files.readString(CERTIFICATE).strip().split("\n", -1);
        Path file = directory.resolve("ca.crt");
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(String.join("", java.util.List.of(lines).subList(1, lines.length - 1))));

        assertThatThrownBy(() -> CaBundle.require(file))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("gramine.caBundle=" + file + " is in DER; expected certificates in PEM."
                        + " Convert it: openssl x509 -inform DER -in FILE -out CA.pem");
    }

    @Test
    void the_second_certificate_counts_too() throws IOException {
        String pem = Files.readString(CERTIFICATE);
        Path file = write(pem + pem.replaceFirst("MII", "MIJ"));

        assertThatThrownBy(() -> CaBundle.require(file))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("contains a damaged certificate");
    }

    @Test
    void utf_16_is_told() throws IOException {
        Path file = directory.resolve("ca.crt");
        Files.write(file, ("\ufeff" + Files.readString(CERTIFICATE)).getBytes(StandardCharsets.UTF_16LE));

        assertThatThrownBy(() -> CaBundle.require(file))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("is in UTF-16LE, as its byte order mark says.");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("ca.crt"), text);
    }
}
