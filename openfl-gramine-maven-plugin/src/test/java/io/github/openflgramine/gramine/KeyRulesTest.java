package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of a manifest that exclude or require each other. */
final class KeyRulesTest {

    private static final String BASE = """
            libos.entrypoint = "/usr/bin/python3.11"
            fs.mounts = [ { path = "/usr", uri = "file:/usr" } ]
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    1.9 | loader.argv = ["a"]; loader.insecure__use_cmdline_argv = true | loader.argv (m, line 3, column 1) and loader.insecure__use_cmdline_argv (m, line 4, column 1) exclude each other: Gramine takes the arguments from one source. Keep one of them.
                    1.5 | loader.argv = ["a"]; loader.argv_src_file = "file:/a" | loader.argv (m, line 3, column 1) and loader.argv_src_file (m, line 4, column 1) exclude each other: Gramine takes the arguments from one source. Keep one of them.
                    1.9 | loader.argv_src_file = "file:/a"; loader.insecure__use_cmdline_argv = true | loader.argv_src_file (m, line 3, column 1) and loader.insecure__use_cmdline_argv (m, line 4, column 1) exclude each other: Gramine takes the arguments from one source. Keep one of them.
                    1.9 | loader.argv = [] | loader.argv is an empty array (m, line 3, column 1); Gramine 1.9 expects an array that is not empty. Correct it there.
                    1.9 | loader.env_src_file = "file:/e"; loader.insecure__use_host_env = true | loader.env_src_file (m, line 3, column 1) and loader.insecure__use_host_env (m, line 4, column 1) exclude each other: Gramine takes the environment from one source. Keep one of them.
                    1.9 | loader.env.A = { passthrough = false } | loader.env.A.passthrough is false (m, line 3, column 18); Gramine 1.9 expects true, or no such key. Correct it there.
                    1.9 | loader.env.A = { value = "x", passthrough = true } | loader.env.A (m, line 3, column 1) has both value and passthrough; expected either value or passthrough = true. Remove one of them.
                    1.5 | loader.env.A = {} | loader.env.A (m, line 3, column 1) has neither; expected either value or passthrough = true. Write loader.env.A = "VALUE".
                    1.9 | loader.env."A=B" = "x" | loader.env."A=B" (m, line 3, column 1) is not a variable's name; expected a name without "=". Write loader.env.NAME = "VALUE".
                    1.9 | loader.env."" = "x" | loader.env."" (m, line 3, column 1) is not a variable's name; expected a name without "=". Write loader.env.NAME = "VALUE".
                    1.9 | fs.root.type = "encrypted" | fs.root lacks uri, which type "encrypted" requires (m, line 3, column 1). Correct it there.
                    1.9 | fs.root = { uri = "/x" } | fs.root has uri = "/x" (m, line 3, column 1); type "chroot" expects "file:" or "dev:" and a path. Write uri = "file:/x".
                    1.9 | fs.root = { type = "encrypted", uri = "dev:/x" } | fs.root has uri = "dev:/x" (m, line 3, column 1); type "encrypted" expects "file:" and a path. Correct it there.
                    1.6 | fs.root = { type = "untrusted_shm", uri = "file:/x" } | fs.root has uri = "file:/x" (m, line 3, column 1); type "untrusted_shm" expects "dev:" and a path. Correct it there.
                    1.5 | fs.root = { type = "untrusted_shm", uri = "dev:/x" } | fs.root.type is "untrusted_shm" (m, line 3, column 13); Gramine 1.5 expects one of "chroot", "encrypted", "tmpfs". Correct it there.
                    1.9 | fs.root = { uri = "file:/x", key_name = "k" } | fs.root has key_name, which only type "encrypted" accepts (m, line 3, column 1). Correct it there.
                    1.9 | sgx.edmm_enable = true; sgx.preheat_enclave = true | sgx.preheat_enclave and sgx.edmm_enable are both true (m, line 4, column 1); with EDMM there are no pages to preheat. Remove sgx.preheat_enclave or turn sgx.edmm_enable (<edmm>, gramine.edmm) off.
                    1.9 | sgx.max_threads = 1025; sgx.insecure__rpc_thread_num = 1 | sgx.max_threads is 1025 (m, line 3, column 1); with sgx.insecure__rpc_thread_num Gramine expects at most 1024. Lower it, or remove sgx.insecure__rpc_thread_num.
                    1.9 | sgx.profile.with_stack = true; sgx.profile.mode = "ocall_outer" | sgx.profile.with_stack is true (m, line 3, column 1), which sgx.profile.mode = "ocall_outer" does not allow. Remove one of them.
                    1.8 | sgx.remote_attestation = "epid" | sgx.remote_attestation is "epid" (m, line 3, column 1), which requires sgx.ra_client_spid with 32 hexadecimal digits. Intel has shut down the EPID service: write sgx.remote_attestation = "dcap".
                    1.7 | sgx.cpu_features.avx = "required"; sgx.require_avx512 = true | sgx.cpu_features (m, line 3, column 1) and sgx.require_avx512 (m, line 4, column 1) exclude each other. Remove sgx.require_avx512.
                    1.7 | sgx.use_exinfo = true; sgx.require_exinfo = true | sgx.use_exinfo (m, line 3, column 1) and sgx.require_exinfo (m, line 4, column 1) exclude each other. Remove sgx.require_exinfo.
                    """)
    void what_excludes_each_other_is_refused(String version, String lines, String message) {
        assertThatThrownBy(() -> check(version, lines))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    1.9 | loader.argv = ["a"]; loader.insecure__use_cmdline_argv = false
                    1.9 | loader.env_src_file = "file:/e"; loader.insecure__use_host_env = false; loader.env.A = "x"
                    1.9 | loader.insecure__use_host_env = true; loader.env.A = { passthrough = true }
                    1.9 | loader.env."a.b-c d" = "x"; loader.env.E = ""
                    1.9 | fs.root = { type = "encrypted", uri = "file:x" }
                    1.9 | fs.root = { type = "encrypted", uri = "file:x", key_name = "_sgx_mrsigner", enable_recovery = true }
                    1.9 | fs.root = { type = "tmpfs" }
                    1.9 | fs.root = { type = "tmpfs", uri = "ignored" }
                    1.9 | fs.root.uri = "dev:/dev/x"
                    1.6 | fs.root = { type = "untrusted_shm", uri = "dev:/dev/shm" }
                    1.9 | sgx.edmm_enable = true; sgx.preheat_enclave = false
                    1.9 | sgx.max_threads = 1024; sgx.insecure__rpc_thread_num = 256
                    1.9 | sgx.max_threads = 4096; sgx.insecure__rpc_thread_num = 0
                    1.8 | sgx.remote_attestation = "epid"; sgx.ra_client_spid = "00112233445566778899aabbccddeeff"
                    1.8 | sgx.remote_attestation = "none"; sgx.ra_client_spid = ""; sgx.ra_client_linkable = false
                    1.7 | sgx.require_avx = true; sgx.use_exinfo = true
                    1.8 | loader.entrypoint = "file:/usr/lib/x86_64-linux-gnu/gramine/libsysdb.so"
                    """)
    void what_gramine_takes_is_taken(String version, String lines) {
        assertThatCode(() -> check(version, lines)).doesNotThrowAnyException();
    }

    private static void check(String version, String lines) {
        SchemaCheck.check(Manifest.parse(BASE + lines.replace("; ", "\n") + "\n", "m"), GramineVersion.parse(version));
    }
}
