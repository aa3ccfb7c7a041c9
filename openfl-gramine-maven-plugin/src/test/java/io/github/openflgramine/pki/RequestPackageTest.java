package io.github.openflgramine.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zips of requests as people pack them; their README says with which programs. */
final class RequestPackageTest {

    private static final Path ZIPS = Path.of("src/test/resources/zips");

    @ParameterizedTest
    @ValueSource(strings = {"macos.zip", "stored-streamed.zip", "backslash.zip", "openssl-line.zip"})
    void a_request_is_read_from_any_program_s_zip(String name) throws IOException {
        assertThat(RequestPackage.read(ZIPS.resolve(name)).collaborator()).isEqualTo(Participant.collaborator("north"));
    }

    @Test
    void a_request_by_plain_openssl_gets_the_line_that_makes_it_right() {
        assertThatThrownBy(() -> RequestPackage.read(ZIPS.resolve("plain-openssl.zip")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("plain-openssl.zip!col_north.csr does not ask for exactly one of")
                .hasMessageContaining("openssl req -new -key col_north.key -subj /CN=north"
                        + " -addext extendedKeyUsage=clientAuth -out col_north.csr");
    }
}
