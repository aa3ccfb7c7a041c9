package io.github.openflgramine.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests RFC 7512 URIs. The integration test TokenKeyTest tests tokens. */
final class Pkcs11UriTest {

    private static final Path BASE = Path.of("/base");
    private static final Token TOKEN =
            new Token(1510370651, "my token", "SoftHSM project", "SoftHSM v2", "badce0685a066d5b", 0x42d);

    @Test
    void a_file_is_no_uri() {
        assertThat(Pkcs11Uri.isOne("keys/pkcs11:key.pem")).isFalse();
        assertThat(Pkcs11Uri.isOne("PKCS11:object=a")).isTrue();
    }

    @Test
    void names_module_and_label() {
        Pkcs11Uri uri = Pkcs11Uri.parse("pkcs11:object=a%3Bb%C3%BC+c?module-path=/usr/lib/m%20n.so", BASE);

        assertThat(uri.object()).contains("a;bü+c");
        assertThat(uri.module()).isEqualTo(Path.of("/usr/lib/m n.so"));
        assertThat(Pkcs11Uri.parse("pkcs11:?module-path=m.so", BASE).module()).isEqualTo(Path.of("/base/m.so"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token=my%20token|true",
                "token=other|false",
                "serial=badce0685a066d5b|true",
                "serial=00|false",
                "model=SoftHSM%20v2;manufacturer=SoftHSM%20project;serial=badce0685a066d5b;token=my%20token|true",
                "manufacturer=other;token=my%20token|false",
                "model=other|false",
                "slot-id=1510370651|true",
                "slot-id=2|false",
                "id=%01;object=anything;type=private|true",
                "''|true",
            })
    void fits_the_tokens_that_have_all_it_says(String attributes, boolean fits) {
        assertThat(Pkcs11Uri.parse("pkcs11:" + attributes + "?module-path=m.so", BASE)
                        .matches(TOKEN))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token=a;object=b|it does not name the token's PKCS#11 module.",
                "token=a;label=b?module-path=m.so|the attribute label is not understood.",
                "token=a?module-name=m|the query attribute module-name is not understood; module-path is.",
                "token=a;token=b?module-path=m.so|token is given twice.",
                "token?module-path=m.so|token has no value.",
                "token=100%?module-path=m.so|a % must be followed by two hexadecimal digits.",
                "object=b;type=public?module-path=m.so|type=public; a private key signs.",
                "id=%01?module-path=m.so|Java finds a key by its label, not by id alone.",
            })
    void what_cannot_be_obeyed_is_refused(String uri, String problem) {
        assertThatThrownBy(() -> Pkcs11Uri.parse("pkcs11:" + uri, BASE))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("<signingKey> (gramine.signingKey) pkcs11:" + uri.replaceFirst("\\?.*", "")
                        + ": " + problem + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pin-value=4711", "pin-source=file:/4711"})
    void a_pin_is_refused_and_not_repeated(String attribute) {
        assertThatThrownBy(() -> Pkcs11Uri.parse("pkcs11:token=a?module-path=m.so&" + attribute, BASE))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("does not belong in a POM or on a command line.")
                .hasMessageContaining("OPENFL_GRAMINE_KEY_PASSPHRASE")
                .hasMessageNotContaining("4711");
    }

    @Test
    void a_module_that_is_not_there_or_no_module_is_named(@TempDir Path directory) throws Exception {
        assertRefused("/no/module.so", "the PKCS#11 module /no/module.so does not exist.");

        Path text = Files.writeString(directory.resolve("text.so"), "no library");
        assertRefused(text.toString(), "the PKCS#11 module " + text + " cannot be used: ");

        // The JVM's own library, which is not a PKCS#11 module.
        Path library = Path.of(System.getProperty("java.home"), "lib", "libjava.so");
        assertRefused(library.toString(), "cannot be used: Error looking up function 'C_GetFunctionList'");
    }

    private static void assertRefused(String module, String problem) {
        Pkcs11Uri uri = Pkcs11Uri.parse("pkcs11:token=a?module-path=" + module, BASE);
        assertThatThrownBy(() -> TokenKey.open(uri, Passphrase.none()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(problem)
                .hasMessageEndingWith("as module-path.");
    }
}
