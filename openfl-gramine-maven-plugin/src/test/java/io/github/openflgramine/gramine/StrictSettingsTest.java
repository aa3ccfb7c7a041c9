package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.nio.charset.StandardCharsets;
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
                    sgx.enclave_size = "3G" | sgx.enclave_size is "3G" (m, line 3, column 1); Gramine 1.9 expects a power of 2 as a string, usually with M or G, e.g. "4G". Write "4G" there, or set <enclaveSize> (gramine.enclaveSize).
                    sgx.enclave_size = "" | sgx.enclave_size is "" (m, line 3, column 1); Gramine 1.9 expects a power of 2 as a string, usually with M or G, e.g. "4G". Correct it there, or set <enclaveSize> (gramine.enclaveSize).
                    sgx.enclave_size = 4 | sgx.enclave_size is 4 (m, line 3, column 1); Gramine 1.9 expects a power of 2 as a string, usually with M or G, e.g. "4G". Correct it there, or set <enclaveSize> (gramine.enclaveSize).
                    sgx.max_threads = 0 | sgx.max_threads is 0 (m, line 3, column 1); Gramine 1.9 expects a whole number from 1 to 4096. Correct it there, or set <maxThreads> (gramine.maxThreads).
                    sgx.max_threads = -1 | sgx.max_threads is -1 (m, line 3, column 1); Gramine 1.9 expects a whole number from 1 to 4096. Correct it there, or set <maxThreads> (gramine.maxThreads).
                    sgx.max_threads = 4097 | sgx.max_threads is 4097 (m, line 3, column 1); Gramine 1.9 expects a whole number from 1 to 4096. Correct it there, or set <maxThreads> (gramine.maxThreads).
                    sgx.max_threads = 9223372036854775807 | sgx.max_threads is 9223372036854775807 (m, line 3, column 1); Gramine 1.9 expects a whole number from 1 to 4096. Correct it there, or set <maxThreads> (gramine.maxThreads).
                    sgx.isvprodid = -1 | sgx.isvprodid is -1 (m, line 3, column 1); Gramine 1.9 expects a whole number from 0 to 65535. Correct it there, or set <isvProdId> (gramine.isvProdId).
                    sgx.isvsvn = 65536 | sgx.isvsvn is 65536 (m, line 3, column 1); Gramine 1.9 expects a whole number from 0 to 65535. Correct it there, or set <isvSvn> (gramine.isvSvn).
                    sgx.isvsvn = 1.5 | sgx.isvsvn is 1.5 (m, line 3, column 1); Gramine 1.9 expects a whole number from 0 to 65535. Correct it there, or set <isvSvn> (gramine.isvSvn).
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

    @ParameterizedTest
    @ValueSource(strings = {"1.6.2", "1.7"})
    void gramine_before_1_8_takes_the_flags_of_1_5_instead_of_cpu_features(String version) {
        FinalManifest manifest = new EnclaveSigner(
                        Golden.image(), GramineVersion.parse(version), PalOffsets.of(Golden.image()))
                .complete(BASE + "sgx.require_avx = true\nsgx.require_exinfo = true\n", "m");

        assertThat(new String(manifest.bytes(), StandardCharsets.UTF_8)).doesNotContain("cpu_features", "use_exinfo");
        assertThat(manifest.settings().attributes().xfrm()).isEqualTo(0x7);
        assertThat(manifest.settings().attributes().xfrmMask()).isEqualTo(0xfffffffffff9ff1bL);
        assertThat(manifest.settings().attributes().miscSelect()).isEqualTo(1);
    }

    @Test
    void gramine_1_8_takes_the_former_string_and_writes_a_table() {
        FinalManifest manifest = new EnclaveSigner(Golden.image(), GramineVersion.V1_8, PalOffsets.of(Golden.image()))
                .complete(BASE + "loader.entrypoint = \"file:/usr/lib/x86_64-linux-gnu/gramine/libsysdb.so\"\n", "m");

        assertThat(new String(manifest.bytes(), StandardCharsets.UTF_8))
                .contains(
                        "[loader.entrypoint]\nuri = \"file:/usr/lib/x86_64-linux-gnu/gramine/libsysdb.so\"\nsha256 = \"");
    }

    private static void assertRefused(String manifest, String message) {
        assertThatThrownBy(() -> Golden.signer().complete(manifest, "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(message);
    }
}
