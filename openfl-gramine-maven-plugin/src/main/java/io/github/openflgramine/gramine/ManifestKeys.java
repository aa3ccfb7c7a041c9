package io.github.openflgramine.gramine;

import static io.github.openflgramine.gramine.KeyForm.ANYTHING;
import static io.github.openflgramine.gramine.KeyForm.BOOLEAN;
import static io.github.openflgramine.gramine.KeyForm.INTEGER;
import static io.github.openflgramine.gramine.KeyForm.MASK_64;
import static io.github.openflgramine.gramine.KeyForm.PATH;
import static io.github.openflgramine.gramine.KeyForm.SHA256;
import static io.github.openflgramine.gramine.KeyForm.SOME_TEXT;
import static io.github.openflgramine.gramine.KeyForm.STRING;
import static io.github.openflgramine.gramine.KeyForm.atLeast;
import static io.github.openflgramine.gramine.KeyForm.range;
import static io.github.openflgramine.gramine.KeyForm.uri;
import static io.github.openflgramine.gramine.KeyForm.words;
import static io.github.openflgramine.gramine.ManifestKey.removed;

import io.github.openflgramine.sgx.EnclaveIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one table of the keys of a manifest: form, range and versions, from the manifest syntax in the documentation of
 * Gramine 1.5 to 1.9 and from what its signer and its loader refuse. {@link SchemaCheck} checks manifests with it, its
 * test varies manifests over it, and docs/manifest-keys.md shows it. {@link KeyRules} has the relations between keys.
 */
final class ManifestKeys {

    static final String FILE = "file:";
    static final String DEVICE = "dev:";

    private static final long LARGEST_ID = 0xffffffffL;
    private static final String REMOVE_IT = "Remove it; no replacement is needed.";
    private static final String USE_DCAP = "Remove it and write sgx.remote_attestation = \"dcap\".";

    static final List<ManifestKey> ROWS = Stream.of(
                    libos(), loader(), fs(), sgx(), sgxNumbers(), sgxModes(), sys(), removedBefore1_5())
            .flatMap(List::stream)
            .toList();

    private ManifestKeys() {}

    /** Returns the rows of a key and of the keys below it, in any version. */
    static List<ManifestKey> at(String pattern) {
        return ROWS.stream()
                .filter(row -> row.pattern().equals(pattern)
                        || row.pattern().startsWith(pattern + ".")
                        || row.pattern().startsWith(pattern + "[]"))
                .toList();
    }

    private static ManifestKey key(String pattern, KeyForm form) {
        return ManifestKey.of(pattern, form);
    }

    private static List<ManifestKey> libos() {
        return List.of(key("libos.entrypoint", PATH).required(), key("libos.check_invalid_pointers", BOOLEAN));
    }

    private static List<ManifestKey> loader() {
        return List.of(
                key("loader.entrypoint", uri(FILE)).until(GramineVersion.V1_9, "Write loader.entrypoint.uri."),
                key("loader.entrypoint.uri", uri(FILE)).since(GramineVersion.V1_8),
                key("loader.entrypoint.sha256", SHA256).since(GramineVersion.V1_8),
                key("loader.argv", KeyForm.ARGUMENTS),
                key("loader.argv[]", STRING),
                key("loader.argv_src_file", uri(FILE)),
                key("loader.insecure__use_cmdline_argv", BOOLEAN),
                key("loader.env.*", STRING),
                key("loader.env.*.value", STRING),
                key("loader.env.*.passthrough", KeyForm.TRUE),
                key("loader.env_src_file", uri(FILE)),
                key("loader.insecure__use_host_env", BOOLEAN),
                key("loader.insecure__disable_aslr", BOOLEAN),
                key("loader.log_level", words(List.of(LogLevel.values()))),
                key("loader.log_file", SOME_TEXT),
                key("loader.uid", range(0, LARGEST_ID)),
                key("loader.gid", range(0, LARGEST_ID)));
    }

    private static List<ManifestKey> fs() {
        List<ManifestKey> keys = new ArrayList<>();
        keys.add(key("fs.start_dir", PATH));
        keys.addAll(mount("fs.root."));
        keys.add(key("fs.mounts", KeyForm.ARRAY).requiredSince(GramineVersion.V1_8));
        keys.add(key("fs.mounts[].path", KeyForm.MOUNT_PATH).required());
        keys.addAll(mount("fs.mounts[]."));
        keys.add(key("fs.insecure__keys.*", KeyForm.KEY));
        return keys;
    }

    private static List<ManifestKey> mount(String prefix) {
        return List.of(
                key(prefix + "type", words("chroot", "encrypted", "tmpfs")).until(GramineVersion.V1_6),
                key(prefix + "type", words("chroot", "encrypted", "tmpfs", "untrusted_shm"))
                        .since(GramineVersion.V1_6),
                key(prefix + "uri", STRING),
                key(prefix + "key_name", STRING),
                key(prefix + "enable_recovery", BOOLEAN).since(GramineVersion.V1_9));
    }

    private static List<ManifestKey> sgx() {
        return List.of(
                key("sgx.trusted_files[]", uri(FILE)),
                key("sgx.trusted_files[].uri", uri(FILE)).required(),
                key("sgx.trusted_files[].sha256", SHA256),
                key("sgx.allowed_files[]", uri(FILE)).until(GramineVersion.V1_6),
                key("sgx.allowed_files[]", uri(FILE, DEVICE)).since(GramineVersion.V1_6),
                key("sgx.file_check_policy", words("strict", "allow_all_but_log")),
                key("sgx.debug", BOOLEAN),
                key("sgx.edmm_enable", BOOLEAN),
                key("sgx.preheat_enclave", BOOLEAN),
                key("sgx.enable_stats", BOOLEAN),
                key("sgx.vtune_profile", BOOLEAN),
                key("sgx.profile.enable", words("none", "main", "all")),
                key("sgx.profile.mode", words("aex", "ocall_inner", "ocall_outer")),
                key("sgx.profile.with_stack", BOOLEAN),
                key("sgx.profile.frequency", range(1, 250)));
    }

    private static List<ManifestKey> sgxNumbers() {
        return List.of(
                key("sgx.enclave_size", KeyForm.ENCLAVE_SIZE).setBy("<enclaveSize> (gramine.enclaveSize)"),
                key("sgx.max_threads", range(1, EnclaveSettings.MOST_THREADS))
                        .setBy("<maxThreads> (gramine.maxThreads)"),
                key("sgx.insecure__rpc_thread_num", range(0, 256)),
                key("sgx.isvprodid", range(0, EnclaveIdentity.MOST_ID)).setBy("<isvProdId> (gramine.isvProdId)"),
                key("sgx.isvsvn", range(0, EnclaveIdentity.MOST_ID)).setBy("<isvSvn> (gramine.isvSvn)"),
                key("sgx.seal_key.flags_mask", MASK_64),
                key("sgx.seal_key.xfrm_mask", MASK_64),
                key("sgx.seal_key.misc_mask", KeyForm.MASK_32));
    }

    private static List<ManifestKey> sgxModes() {
        List<ManifestKey> keys = new ArrayList<>(List.of(
                key("sgx.remote_attestation", words(List.of(RemoteAttestation.values())))
                        .until(GramineVersion.V1_9),
                key("sgx.remote_attestation", words(RemoteAttestation.CURRENT)).since(GramineVersion.V1_9),
                key("sgx.ra_client_spid", STRING).until(GramineVersion.V1_9, USE_DCAP),
                key("sgx.ra_client_linkable", BOOLEAN).until(GramineVersion.V1_9, USE_DCAP),
                key("sgx.use_exinfo", BOOLEAN).since(GramineVersion.V1_6),
                key("sgx.insecure__allow_memfaults_without_exinfo", BOOLEAN).since(GramineVersion.V1_6)));
        for (CpuFeature feature : CpuFeature.values()) {
            String name = "sgx.cpu_features." + feature;
            keys.add(key(name, words(feature.wishes())).since(GramineVersion.V1_6));
            keys.add(key("sgx.require_" + feature, BOOLEAN)
                    .until(GramineVersion.V1_8, "Write %s = \"required\".".formatted(name)));
        }
        keys.add(key("sgx.require_exinfo", BOOLEAN).until(GramineVersion.V1_8, "Write sgx.use_exinfo."));
        return keys;
    }

    private static List<ManifestKey> sys() {
        return List.of(
                key("sys.stack.size", KeyForm.SIZE),
                key("sys.brk.max_size", KeyForm.PAGES),
                key("sys.fds.limit", atLeast(0)).since(GramineVersion.V1_8),
                key("sys.enable_sigterm_injection", BOOLEAN),
                key("sys.enable_extra_runtime_domain_names_conf", BOOLEAN),
                key("sys.disallow_subprocesses", BOOLEAN),
                key("sys.insecure__allow_eventfd", BOOLEAN),
                key("sys.experimental__enable_flock", BOOLEAN),
                key("sys.allowed_ioctls[].request_code", atLeast(0)).required(),
                key("sys.allowed_ioctls[].struct", STRING),
                key("sys.ioctl_structs.*", ANYTHING),
                key("sys.debug__mock_syscalls[].name", KeyForm.SYSTEM_CALL)
                        .since(GramineVersion.V1_8)
                        .required(),
                key("sys.debug__mock_syscalls[].return", INTEGER).since(GramineVersion.V1_8));
    }

    private static List<ManifestKey> removedBefore1_5() {
        return List.of(
                removed("loader.exec", 0, "Write libos.entrypoint."),
                removed("loader.preload", 0, "Write loader.entrypoint.uri."),
                removed("loader.argv0_override", 2, "Write loader.argv."),
                removed("loader.pal_internal_mem_size", 4, REMOVE_IT),
                removed("fs.mount", 3, "Write entries of the array fs.mounts."),
                removed("fs.experimental__enable_sysfs_topology", 3, REMOVE_IT),
                removed("sgx.protected_files", 3, "Write an entry of fs.mounts with type = \"encrypted\"."),
                removed("sgx.insecure__protected_files_key", 3, "Write fs.insecure__keys."),
                removed("sgx.rpc_thread_num", 2, "Write sgx.insecure__rpc_thread_num."),
                removed("sgx.nonpie_binary", 5, REMOVE_IT),
                removed("sgx.thread_num", 5, "Write sgx.max_threads."));
    }
}
