package io.github.openflgramine.gramine;

import static io.github.openflgramine.gramine.SchemaType.Scalar.ANYTHING;
import static io.github.openflgramine.gramine.SchemaType.Scalar.BOOLEAN;
import static io.github.openflgramine.gramine.SchemaType.Scalar.INTEGER;
import static io.github.openflgramine.gramine.SchemaType.Scalar.STRING;

import io.github.openflgramine.gramine.SchemaType.ArrayOf;
import io.github.openflgramine.gramine.SchemaType.MapOf;
import io.github.openflgramine.gramine.SchemaType.StringOr;
import io.github.openflgramine.gramine.SchemaType.Table;
import io.github.openflgramine.gramine.SchemaType.Words;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys that each version of Gramine accepts, from the manifest syntax in its documentation. */
final class ManifestSchema {

    private ManifestSchema() {}

    static Table of(GramineVersion version) {
        Table root = Table.of(
                "loader", loader(version),
                "libos",
                        Table.of("entrypoint", STRING, "check_invalid_pointers", BOOLEAN)
                                .requiring("entrypoint"),
                "fs", fs(version),
                "sgx", sgx(version),
                "sys", sys(version));
        return root.requiring("libos", "fs");
    }

    /** Returns the first version that accepts this key; empty if no supported version does. */
    static Optional<GramineVersion> since(List<?> path) {
        return Stream.of(GramineVersion.V1_5, GramineVersion.V1_6, GramineVersion.V1_8, GramineVersion.V1_9)
                .filter(version -> knows(of(version), path))
                .findFirst();
    }

    private static boolean knows(SchemaType schema, List<?> path) {
        @Nullable SchemaType here = schema;
        for (Object step : path) {
            if (here instanceof ArrayOf array) {
                here = array.element();
            } else {
                Table table = here instanceof StringOr either ? either.table() : here instanceof Table t ? t : null;
                here = table == null ? null : table.keys().get(step);
            }
        }
        return here != null;
    }

    private static Table loader(GramineVersion version) {
        Table environment = Table.of("value", STRING, "passthrough", BOOLEAN);
        return Table.of(
                "entrypoint",
                        version.isBefore(GramineVersion.V1_8) ? STRING : Table.of("uri", STRING, "sha256", STRING),
                "argv", new ArrayOf(STRING),
                "argv_src_file", STRING,
                "env", new MapOf(new StringOr(environment)),
                "env_src_file", STRING,
                "uid", INTEGER,
                "gid", INTEGER,
                "insecure__use_cmdline_argv", BOOLEAN,
                "insecure__use_host_env", BOOLEAN,
                "insecure__disable_aslr", BOOLEAN,
                "log_file", STRING,
                "log_level", Words.of(LogLevel.values()));
    }

    private static Table fs(GramineVersion version) {
        Table root = Table.of(
                "type", Words.of("chroot", "encrypted", "tmpfs", "untrusted_shm"),
                "uri", STRING,
                "key_name", STRING);
        if (!version.isBefore(GramineVersion.V1_9)) {
            root = root.with("enable_recovery", BOOLEAN);
        }
        return Table.of(
                        "root",
                        root,
                        "mounts",
                        new ArrayOf(root.with("path", STRING).requiring("path")),
                        "start_dir",
                        STRING,
                        "insecure__keys",
                        new MapOf(STRING))
                .requiring("mounts");
    }

    private static Table sgx(GramineVersion version) {
        Table sgx = Table.of(
                "allowed_files", new ArrayOf(STRING),
                "trusted_files",
                        new ArrayOf(new StringOr(
                                Table.of("uri", STRING, "sha256", STRING).requiring("uri"))),
                "debug", BOOLEAN,
                "edmm_enable", BOOLEAN,
                "enable_stats", BOOLEAN,
                "enclave_size", STRING,
                "file_check_policy", Words.of("strict", "allow_all_but_log"),
                "insecure__rpc_thread_num", INTEGER,
                "isvprodid", INTEGER,
                "isvsvn", INTEGER,
                "max_threads", INTEGER,
                "preheat_enclave", BOOLEAN,
                "profile", profile(),
                "seal_key", Table.of("flags_mask", STRING, "xfrm_mask", STRING, "misc_mask", STRING),
                "vtune_profile", BOOLEAN);
        if (version.isBefore(GramineVersion.V1_9)) {
            sgx = sgx.with("remote_attestation", Words.of(RemoteAttestation.values()))
                    .with("ra_client_spid", STRING)
                    .with("ra_client_linkable", BOOLEAN);
        } else {
            sgx = sgx.with("remote_attestation", Words.of(RemoteAttestation.CURRENT));
        }
        return version.isBefore(GramineVersion.V1_6) ? withRequirements(sgx) : withCpuFeatures(sgx);
    }

    private static Table profile() {
        return Table.of(
                "enable",
                Words.of("none", "main", "all"),
                "mode",
                Words.of("aex", "ocall_inner", "ocall_outer"),
                "with_stack",
                BOOLEAN,
                "frequency",
                INTEGER);
    }

    private static Table withRequirements(Table sgx) {
        Table more = sgx;
        for (CpuFeature feature : CpuFeature.values()) {
            more = more.with("require_" + feature, BOOLEAN);
        }
        return more.with("require_exinfo", BOOLEAN);
    }

    private static Table withCpuFeatures(Table sgx) {
        Table features = Table.of();
        for (CpuFeature feature : CpuFeature.values()) {
            features = features.with(feature.toString(), Words.of(feature.wishes()));
        }
        return sgx.with("cpu_features", features)
                .with("use_exinfo", BOOLEAN)
                .with("insecure__allow_memfaults_without_exinfo", BOOLEAN);
    }

    private static Table sys(GramineVersion version) {
        Table sys = Table.of(
                "allowed_ioctls",
                        new ArrayOf(Table.of("request_code", INTEGER, "struct", STRING)
                                .requiring("request_code")),
                "ioctl_structs", new MapOf(ANYTHING),
                "brk", Table.of("max_size", STRING),
                "stack", Table.of("size", STRING),
                "disallow_subprocesses", BOOLEAN,
                "enable_extra_runtime_domain_names_conf", BOOLEAN,
                "enable_sigterm_injection", BOOLEAN,
                "experimental__enable_flock", BOOLEAN,
                "insecure__allow_eventfd", BOOLEAN);
        if (version.isBefore(GramineVersion.V1_8)) {
            return sys;
        }
        return sys.with("fds", Table.of("limit", INTEGER))
                .with(
                        "debug__mock_syscalls",
                        new ArrayOf(Table.of("name", STRING, "return", INTEGER).requiring("name")));
    }
}
