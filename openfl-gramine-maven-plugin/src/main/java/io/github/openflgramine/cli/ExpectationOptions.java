package io.github.openflgramine.cli;

import io.github.openflgramine.release.ReleasePublicKey;
import io.github.openflgramine.verify.Expectations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The values that a receiver expects of enclaves. */
final class ExpectationOptions {

    @Option(
            names = "--measurements",
            descriptionKey = "gramine.measurements",
            paramLabel = "FILE",
            description = "The maker's measurements.json. Receive it out of band, not together with the image.")
    private @Nullable Path measurements;

    @Option(
            names = "--mrsigner",
            descriptionKey = "gramine.mrsigner",
            paramLabel = "HEX",
            description = "The expected MRSIGNER of every enclave.")
    private @Nullable String mrsigner;

    @Option(
            names = "--mrenclave",
            descriptionKey = "gramine.mrenclave",
            paramLabel = "HEX",
            description = "The expected MRENCLAVE of a single enclave.")
    private @Nullable String mrenclave;

    @Option(
            names = "--aggregator-mrenclave",
            descriptionKey = "gramine.aggregatorMrenclave",
            paramLabel = "HEX",
            description = "The expected MRENCLAVE of the image's aggregator.")
    private @Nullable String aggregatorMrenclave;

    @Option(
            names = "--collaborator-mrenclave",
            descriptionKey = "gramine.collaboratorMrenclave",
            paramLabel = "HEX",
            description = "The expected MRENCLAVE of the image's collaborator.")
    private @Nullable String collaboratorMrenclave;

    @Option(
            names = "--provenance",
            descriptionKey = "openfl.provenance",
            paramLabel = "FILE",
            description = "The release's provenance.json. Its signature is checked first.")
    private @Nullable Path provenance;

    @Option(
            names = "--release-public-key",
            descriptionKey = "openfl.releasePublicKey",
            paramLabel = "FILE",
            description = "The public key (PEM) of the release, for --provenance and --kit. Receive it out of band.")
    private @Nullable Path releasePublicKey;

    Expectations expectations() {
        return new Expectations(
                Optional.ofNullable(measurements),
                Optional.ofNullable(mrsigner),
                Optional.ofNullable(mrenclave),
                Optional.ofNullable(aggregatorMrenclave),
                Optional.ofNullable(collaboratorMrenclave),
                Optional.ofNullable(provenance),
                Optional.ofNullable(releasePublicKey));
    }

    Optional<ReleasePublicKey> releasePublicKey() throws IOException {
        return releasePublicKey == null ? Optional.empty() : Optional.of(ReleasePublicKey.read(releasePublicKey));
    }
}
