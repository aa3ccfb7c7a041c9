package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that Gramine's own signer accepts but the target machine refuses. */
final class StrictSettingsTest {

    private static final String BASE = """
            libos.entrypoint = "/usr/bin/python3.11"
            fs.mounts = []
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sgx.enclave_size = "3G" | sgx.enclave_size is "3G" (m, line 3, column 1); SGX requires a power of 2. Set it, or <enclaveSize> (gramine.enclaveSize), to 4G.
                    sgx.enclave_size = "" | sgx.enclave_size is "" (m, line 3, column 1); expected a number, optionally with K, M or G, e.g. "4G". Correct it there, or <enclaveSize> (gramine.enclaveSize).
                    sgx.enclave_size = 4 | sgx.enclave_size is 4 (m, line 3, column 1); Gramine 1.9 expects a string. Correct it there.
                    sgx.max_threads = 0 | sgx.max_threads is 0 (m, line 3, column 1); expected 1 to 4096. Correct it there, or <maxThreads> (gramine.maxThreads).
                    sgx.max_threads = -1 | sgx.max_threads is -1 (m, line 3, column 1); expected 1 to 4096. Correct it there, or <maxThreads> (gramine.maxThreads).
                    sgx.max_threads = 4097 | sgx.max_threads is 4097 (m, line 3, column 1); expected 1 to 4096. Correct it there, or <maxThreads> (gramine.maxThreads).
                    sgx.max_threads = 9223372036854775807 | sgx.max_threads is 9223372036854775807 (m, line 3, column 1); expected 1 to 4096. Correct it there, or <maxThreads> (gramine.maxThreads).
                    sgx.isvprodid = -1 | sgx.isvprodid is -1 (m, line 3, column 1); expected 0 to 65535. Correct it there, or <isvProdId> (gramine.isvProdId).
                    sgx.isvsvn = 65536 | sgx.isvsvn is 65536 (m, line 3, column 1); expected 0 to 65535. Correct it there, or <isvSvn> (gramine.isvSvn).
                    sgx.isvsvn = 1.5 | sgx.isvsvn is 1.5 (m, line 3, column 1); Gramine 1.9 expects a whole number. Correct it there.
                    sgx.debug = 1 | sgx.debug is 1 (m, line 3, column 1); Gramine 1.9 expects true or false. Correct it there.
                    sgx.remote_attestation = "epid" | sgx.remote_attestation is "epid" (m, line 3, column 1); Gramine 1.9 expects one of "none", "dcap". Correct it there.
                    sgx.max_threads = 4096 | Enclave size 256M cannot hold 4096 threads and Gramine itself (they need at least 2G). Raise <enclaveSize> (gramine.enclaveSize) or lower <maxThreads> (gramine.maxThreads); in your own manifest, sgx.enclave_size or sgx.max_threads.
                    """)
    void is_refused(String line, String message) {
        assertRefused(BASE + line + "\n", message);
    }

    @Test
    void preheating_together_with_edmm_is_refused() {
        assertRefused(
                BASE + "sgx.edmm_enable = true\nsgx.preheat_enclave = true\n",
                "sgx.preheat_enclave and sgx.edmm_enable are both true (m, line 4, column 1); with EDMM there are no pages to"
                        + " preheat. Remove sgx.preheat_enclave or turn sgx.edmm_enable (<edmm>, gramine.edmm) off.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgx.max_threads = 1",
                "sgx.isvprodid = 65535",
                "sgx.isvsvn = 0",
                "sgx.preheat_enclave = true",
                "sgx.enclave_size = \"0x10000000\"",
                "sgx.max_threads = 4096\nsgx.enclave_size = \"2G\""
            })
    void the_edges_of_what_is_allowed_are_taken(String line) {
        assertThat(Golden.signer().complete(BASE + line + "\n", "m").bytes()).isNotEmpty();
    }

    @Test
    void disabling_avx512_clears_avx_that_was_required_as_in_the_reference() {
        EnclaveSettings settings = Golden.signer()
                .complete(BASE + "sgx.cpu_features = { avx = \"required\", avx512 = \"disabled\" }\n", "m")
                .settings();

        assertThat(settings.attributes().xfrm()).isEqualTo(0x3);
        assertThat(settings.attributes().xfrmMask()).isEqualTo(0xfffffffffff9ffffL);
    }

    @Test
    void amx_is_part_of_the_mask_only_where_it_was_decided() {
        EnclaveSettings settings = Golden.signer()
                .complete(BASE + "sgx.cpu_features.amx = \"required\"\n", "m")
                .settings();

        assertThat(settings.attributes().xfrm()).isEqualTo(0x60003);
        assertThat(settings.attributes().xfrmMask()).isEqualTo(0xffffffffffffff1bL);
    }

    private static void assertRefused(String manifest, String message) {
        assertThatThrownBy(() -> Golden.signer().complete(manifest, "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(message);
    }
}
