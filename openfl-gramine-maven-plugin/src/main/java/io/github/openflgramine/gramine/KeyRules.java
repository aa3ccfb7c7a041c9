package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.toml.TomlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which keys of a manifest exclude or require each other: the second part of the table ({@link ManifestKeys}). Gramine's
 * loader does not start with a manifest that breaks one of these rules.
 */
final class KeyRules {

    /** More threads do not fit into the queue of the RPC threads. */
    private static final long RPC_QUEUE = 1024;

    private static final Pattern SPID = Pattern.compile("[0-9a-fA-F]{32}");

    static final List<KeyRule> ALL = List.of(
            new KeyRule(
                    "`loader.argv`, `loader.argv_src_file`, `loader.insecure__use_cmdline_argv = true`",
                    "at most one of them",
                    KeyRules::oneSourceOfArguments),
            new KeyRule(
                    "`loader.env_src_file`, `loader.insecure__use_host_env = true`",
                    "at most one of them",
                    manifest -> requireOne(
                            manifest,
                            "Gramine takes the environment from one source",
                            List.of("loader.env_src_file", "loader.insecure__use_host_env"))),
            new KeyRule(
                    "`loader.env.*`",
                    "a table has either `value` or `passthrough`; no name is empty or has `=` or NUL, because no"
                            + " environment can have such a name",
                    KeyRules::variables),
            new KeyRule(
                    "`fs.root`, `fs.mounts[]`",
                    "`uri` is required unless the type is `tmpfs`, and begins with `file:` (`chroot`, `encrypted`) or"
                            + " `dev:` (`chroot`, `untrusted_shm`); without `type` it is `chroot`",
                    MountRules::uris),
            new KeyRule(
                    "`key_name`, `enable_recovery`",
                    "only for mounts of type `encrypted`; without `key_name` it is `default`",
                    MountRules::encryption),
            new KeyRule(
                    "`sgx.preheat_enclave = true`, `sgx.edmm_enable = true`",
                    "at most one of them",
                    KeyRules::preheating),
            new KeyRule(
                    "`sgx.insecure__rpc_thread_num`, `sgx.max_threads`",
                    "with RPC threads at most 1024 threads",
                    KeyRules::rpcThreads),
            new KeyRule(
                    "`sgx.profile.with_stack = true`, `sgx.profile.mode = \"ocall_outer\"`",
                    "at most one of them",
                    KeyRules::profile),
            new KeyRule(
                    "`sgx.remote_attestation = \"epid\"`, `sgx.ra_client_spid`",
                    "EPID requires an SPID of 32 hexadecimal digits",
                    KeyRules::epid),
            new KeyRule(
                    "`sgx.cpu_features`, `sgx.require_*`",
                    "not both; neither `sgx.use_exinfo` and `sgx.require_exinfo`",
                    KeyRules::oldFeatures));

    private KeyRules() {}

    private static void oneSourceOfArguments(Manifest manifest) {
        requireOne(
                manifest,
                "Gramine takes the arguments from one source",
                List.of("loader.argv", "loader.argv_src_file", "loader.insecure__use_cmdline_argv"));
    }

    private static void requireOne(Manifest manifest, String rule, List<String> keys) {
        List<String> set = keys.stream().filter(key -> isSet(manifest, key)).toList();
        if (set.size() > 1) {
            throw new GraminizeException(
                    "%s exclude each other: %s."
                            .formatted(
                                    set.stream()
                                            .map(key -> "%s (%s)".formatted(key, at(manifest, key)))
                                            .collect(Collectors.joining(" and ")),
                                    rule),
                    "Keep one of them.");
        }
    }

    private static void variables(Manifest manifest) {
        if (!(manifest.get("loader", "env").orElse(Map.of()) instanceof Map<?, ?> variables)) {
            return;
        }
        variables.forEach((key, value) -> {
            String name = (String) key;
            String where = manifest.at(List.of("loader", "env", name));
            String shown = "loader.env." + TomlText.key(name);
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
                throw new GraminizeException(
                        "%s (%s) is not a variable's name; expected a name without \"=\".".formatted(shown, where),
                        "Write loader.env.NAME = \"VALUE\".");
            }
            if (value instanceof Map<?, ?> table && table.size() != 1) {
                throw new GraminizeException(
                        "%s (%s) has %s; expected either value or passthrough = true."
                                .formatted(shown, where, table.isEmpty() ? "neither" : "both value and passthrough"),
                        table.isEmpty() ? "Write %s = \"VALUE\".".formatted(shown) : "Remove one of them.");
            }
        });
    }

    private static void preheating(Manifest manifest) {
        if (isSet(manifest, "sgx.preheat_enclave") && isSet(manifest, "sgx.edmm_enable")) {
            throw new GraminizeException(
                    "sgx.preheat_enclave and sgx.edmm_enable are both true (%s); with EDMM there are no pages to preheat."
                            .formatted(at(manifest, "sgx.preheat_enclave")),
                    "Remove sgx.preheat_enclave or turn sgx.edmm_enable (<edmm>, gramine.edmm) off.");
        }
    }

    private static void rpcThreads(Manifest manifest) {
        long rpc = (Long) get(manifest, "sgx.insecure__rpc_thread_num").orElse(0L);
        long threads = (Long) get(manifest, "sgx.max_threads").orElse(ManifestDefaults.MAX_THREADS);
        if (rpc > 0 && threads > RPC_QUEUE) {
            throw new GraminizeException(
                    "sgx.max_threads is %d (%s); with sgx.insecure__rpc_thread_num Gramine expects at most %d."
                            .formatted(threads, at(manifest, "sgx.max_threads"), RPC_QUEUE),
                    "Lower it, or remove sgx.insecure__rpc_thread_num.");
        }
    }

    private static void profile(Manifest manifest) {
        if (isSet(manifest, "sgx.profile.with_stack")
                && get(manifest, "sgx.profile.mode")
                        .filter("ocall_outer"::equals)
                        .isPresent()) {
            throw new GraminizeException(
                    "sgx.profile.with_stack is true (%s), which sgx.profile.mode = \"ocall_outer\" does not allow."
                            .formatted(at(manifest, "sgx.profile.with_stack")),
                    "Remove one of them.");
        }
    }

    private static void epid(Manifest manifest) {
        boolean isEpid = RemoteAttestation.of(manifest) == RemoteAttestation.EPID;
        Optional<Object> spid = get(manifest, "sgx.ra_client_spid");
        if (isEpid && spid.filter(id -> SPID.matcher((String) id).matches()).isEmpty()) {
            throw new GraminizeException(
                    "sgx.remote_attestation is \"epid\" (%s), which requires sgx.ra_client_spid with 32 hexadecimal digits."
                            .formatted(at(manifest, "sgx.remote_attestation")),
                    "Intel has shut down the EPID service: write sgx.remote_attestation = \"dcap\".");
        }
    }

    private static void oldFeatures(Manifest manifest) {
        List<String> old = Stream.of(CpuFeature.values())
                .map(feature -> "sgx.require_" + feature)
                .toList();
        exclude(manifest, "sgx.cpu_features", old);
        exclude(manifest, "sgx.use_exinfo", List.of("sgx.require_exinfo"));
    }

    private static void exclude(Manifest manifest, String key, List<String> others) {
        others.stream()
                .filter(other ->
                        get(manifest, key).isPresent() && get(manifest, other).isPresent())
                .findFirst()
                .ifPresent(other -> {
                    throw new GraminizeException(
                            "%s (%s) and %s (%s) exclude each other."
                                    .formatted(key, at(manifest, key), other, at(manifest, other)),
                            "Remove " + other + ".");
                });
    }

    /** Returns whether a key is there and is not false. */
    private static boolean isSet(Manifest manifest, String key) {
        return get(manifest, key).filter(value -> !value.equals(false)).isPresent();
    }

    private static Optional<Object> get(Manifest manifest, String key) {
        return manifest.get(key.split("\\.", -1));
    }

    private static String at(Manifest manifest, String key) {
        return manifest.at(List.of((Object[]) key.split("\\.", -1)));
    }
}
