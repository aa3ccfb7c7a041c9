package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchemaCheckTest {

    private static final String BASE = """
            libos.entrypoint = "/usr/bin/python3.11"
            fs.mounts = [ { path = "/usr", uri = "file:/usr" } ]
            """;

    private static final List<String> VERSIONS = List.of("1.5", "1.6.2", "1.7", "1.8", "1.9");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.9 | sgx.enclave_sise = "4G" | Gramine 1.9 does not know sgx.enclave_sise (m, line 3, column 1). Was sgx.enclave_size meant?
                    1.9 | sgx.thread_num = 4 | sgx.thread_num (m, line 3, column 1) is no longer accepted since 1.5; this is Gramine 1.9. Write sgx.max_threads.
                    1.9 | sgx.nonpie_binary = true | sgx.nonpie_binary (m, line 3, column 1) is no longer accepted since 1.5; this is Gramine 1.9. Remove it; no replacement is needed.
                    1.9 | loader.pal_internal_mem_size = "128M" | loader.pal_internal_mem_size (m, line 3, column 1) is no longer accepted since 1.4; this is Gramine 1.9. Remove it; no replacement is needed.
                    1.9 | loader.entrypoint = "file:/x" | loader.entrypoint is "file:/x" (m, line 3, column 1); Gramine 1.9 expects a table. Write loader.entrypoint.uri = "file:/x".
                    1.7 | loader.entrypoint.uri = "file:/x" | loader.entrypoint is a table (m, line 3, column 1); Gramine 1.7 expects "file:" and a path. Write loader.entrypoint = "file:/x".
                    1.9 | sgx.ra_client_spid = "00" | sgx.ra_client_spid (m, line 3, column 1) is no longer accepted since 1.9; this is Gramine 1.9. Remove it and write sgx.remote_attestation = "dcap".
                    1.9 | sgx.require_avx = true | sgx.require_avx (m, line 3, column 1) is no longer accepted since 1.8; this is Gramine 1.9. Write sgx.cpu_features.avx = "required".
                    1.5 | sgx.cpu_features.avx = "required" | sgx.cpu_features (m, line 3, column 1) came with Gramine 1.6; this is Gramine 1.5. Remove it, or install a newer gramine in the image.
                    1.7 | sys.fds.limit = 900 | sys.fds (m, line 3, column 1) came with Gramine 1.8; this is Gramine 1.7. Remove it, or install a newer gramine in the image.
                    1.9 | sys.enable_sigterm_injektion = true | Gramine 1.9 does not know sys.enable_sigterm_injektion (m, line 3, column 1). Was sys.enable_sigterm_injection meant?
                    1.9 | whatever.x = 1 | Gramine 1.9 does not know whatever (m, line 3, column 1). Known there: libos, loader, fs, sgx, sys.
                    1.9 | loader.log_level = "info" | loader.log_level is "info" (m, line 3, column 1); Gramine 1.9 expects one of "none", "error", "warning", "debug", "trace", "all". Correct it there.
                    1.9 | loader.argv = ["a", 1] | loader.argv is 1 (m, line 3, column 21); Gramine 1.9 expects a string. Correct it there.
                    1.9 | loader.env.A = 1 | loader.env.A is 1 (m, line 3, column 1); Gramine 1.9 expects a string, or a table. Correct it there.
                    1.9 | loader.env.A = { valu = "x" } | Gramine 1.9 does not know loader.env.A.valu (m, line 3, column 18). Was loader.env.A.value meant?
                    1.9 | sgx.trusted_files = [{}] | sgx.trusted_files lacks uri (m, line 3, column 22), which Gramine 1.9 requires. Add it.
                    1.9 | sgx.debug.x = true | sgx.debug is a table (m, line 3, column 1); Gramine 1.9 expects true or false. Correct it there.
                    1.9 | loader.env."env.*" = 1 | loader.env."env.*" is 1 (m, line 3, column 1); Gramine 1.9 expects a string, or a table. Correct it there.
                    1.9 | sys."allowed_ioctls[]" = 1 | Gramine 1.9 does not know sys."allowed_ioctls[]" (m, line 3, column 1). Was sys.allowed_ioctls meant?
                    1.9 | sys.stack.size = "8MB" | sys.stack.size is "8MB" (m, line 3, column 1); Gramine 1.9 expects a size as a string: a decimal number, optionally with K, M or G. Write "8M".
                    1.9 | sgx.allowed_files = ["/data/"] | sgx.allowed_files is "/data/" (m, line 3, column 22); Gramine 1.9 expects "file:" or "dev:" and a path. Write "file:/data/".
                    1.9 | fs.start_dir = "file:/workspace" | fs.start_dir is "file:/workspace" (m, line 3, column 1); Gramine 1.9 expects a path inside the enclave, without "file:". Write "/workspace".
                    1.8 | fs.root = { type = "encrypted", uri = "file:/x", enable_recovery = true } | fs.root.enable_recovery (m, line 3, column 50) came with Gramine 1.9; this is Gramine 1.8. Remove it, or install a newer gramine in the image.
                    """)
    void says_what_where_and_what_instead(String version, String line, String message) {
        assertThatThrownBy(() -> check(BASE + line + "\n", version))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(message);
    }

    @Test
    void a_missing_section_is_named() {
        assertThatThrownBy(() -> check("fs.mounts = []\n", "1.9"))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("m lacks libos.entrypoint, which Gramine 1.9 requires. Add it.");
    }

    @Test
    void an_entry_of_an_array_is_found_by_its_place() {
        assertThatThrownBy(() -> check("""
                        libos.entrypoint = "/p"
                        fs.mounts = [
                          { path = "/a", uri = "file:/a" },
                          { path = "/b" },
                        ]
                        """, "1.9"))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("This entry of fs.mounts lacks uri, which type \"chroot\" requires (m, line 4, column 3)."
                        + " Correct it there.");
    }

    @Test
    void every_version_takes_what_ran_under_gramine() {
        String manifest = BASE + """
                loader.argv = ["/usr/bin/python3.11", "-I", "/opt/openfl-gramine/actor.py", "aggregator"]
                loader.log_level = "error"
                loader.env.LD_LIBRARY_PATH = "/lib:/usr/lib/x86_64-linux-gnu"
                loader.env.HTTP_PROXY = { passthrough = true }
                loader.env.X = { value = "x" }
                fs.start_dir = "/workspace"
                fs.root.type = "tmpfs"
                sys.enable_sigterm_injection = true
                sys.enable_extra_runtime_domain_names_conf = true
                sys.stack.size = "8M"
                sys.ioctl_structs.anything = [{ size = 8, direction = "out" }]
                sgx.max_threads = 64
                sgx.enclave_size = "4G"
                sgx.edmm_enable = false
                sgx.allowed_files = ["file:/workspace/cert/"]
                sgx.trusted_files = ["file:/usr/", { uri = "file:/x", sha256 = "%s" }]
                """.formatted("ab".repeat(32));
        for (String version : VERSIONS) {
            assertThatCode(() -> check(manifest, version)).as(version).doesNotThrowAnyException();
        }
    }

    private static void check(String manifest, String version) {
        SchemaCheck.check(Manifest.parse(manifest, "m"), GramineVersion.parse(version));
    }
}
