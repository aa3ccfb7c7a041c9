package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.DeclaredEnclave;
import io.github.openflgramine.signing.SigningDate;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals that work on one manifest, without a project, have in common. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractManifestMojo extends AbstractGraminizeMojo {

    /** The manifest: a TOML file whose name ends in {@code .manifest}. Example: {@code -Dgramine.manifest=openfl.manifest}. */
    @Parameter(property = "gramine.manifest")
    private @Nullable File manifest;

    /**
     * The root file system that the manifest's paths mean: a directory, a tar of one, or an image's archive as {@code docker save}
     * writes it; tars also packed with gzip. Links are resolved inside it. Default: this machine's own. What the kernel puts
     * into it (/proc, /sys, /dev) counts as empty. An image's layers that were hashed before are known by their digest.
     */
    @Parameter(property = "gramine.rootfs", defaultValue = "/")
    private File rootfs;

    /**
     * Gramine's {@code libpal.so} for SGX. Default: the root file system's own, at
     * {@code /usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so}.
     */
    @Parameter(property = "gramine.libpal")
    private @Nullable File libpal;

    /**
     * The directory for the files that are written; made if it is missing. Default: the manifest's own; of prepare-signature in a
     * workspace, target/openfl-gramine/signatures.
     */
    @Parameter(property = "gramine.output")
    private @Nullable File output;

    /**
     * The date in the SIGSTRUCT, {@code yyyy-mm-dd} or {@code 0000-00-00}. Default: the day of
     * {@code project.build.outputTimestamp}, then of the environment's SOURCE_DATE_EPOCH, then today (UTC).
     */
    @Parameter(property = "gramine.date")
    private @Nullable String date;

    /**
     * The Gramine that will run the enclave, 1.5 to 1.9: keys that it does not take are refused. Default: the version in the
     * root file system's /var/lib/dpkg/status, else 1.9.
     */
    @Parameter(property = "gramine.version")
    private @Nullable String version;

    /** Whether this is for use, not for a trial: what weakens the enclave is then refused, not only warned about. */
    @Parameter(property = "gramine.production", defaultValue = "false")
    private boolean production;

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    private @Nullable String outputTimestamp;

    final Optional<Path> manifest() {
        return path(manifest);
    }

    final DeclaredEnclave declared(String what) {
        return new DeclaredEnclave(
                required(manifest, "gramine.manifest", what, "openfl.manifest").toPath(),
                rootfs.toPath(),
                path(libpal),
                Optional.ofNullable(version),
                Optional.of(UserCache.directory(System.getenv()).resolve("layers")));
    }

    final Optional<Path> output() {
        return path(output);
    }

    final SigstructDate day() {
        return SigningDate.choose(
                Optional.ofNullable(date),
                Optional.ofNullable(outputTimestamp),
                Optional.ofNullable(System.getenv("SOURCE_DATE_EPOCH")),
                Clock.systemUTC());
    }

    final ProductionGate gate(BuildLog log) {
        return new ProductionGate(production, log);
    }
}
