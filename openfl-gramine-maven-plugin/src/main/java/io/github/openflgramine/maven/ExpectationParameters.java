package io.github.openflgramine.maven;

import io.github.openflgramine.release.ReleasePublicKey;
import io.github.openflgramine.verify.Expectations;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The values that a receiver expects of enclaves. */
@SuppressWarnings("NullAway.Init")
final class ExpectationParameters implements ParameterGroup {

    /** The expected MRSIGNER of every enclave, 64 hexadecimal digits. */
    @Parameter(property = "gramine.mrsigner")
    private @Nullable String mrsigner;

    /** The expected MRENCLAVE of a single enclave ({@code gramine.manifest}, {@code gramine.quote}), 64 hexadecimal digits. */
    @Parameter(property = "gramine.mrenclave")
    private @Nullable String mrenclave;

    /** The expected MRENCLAVE of the image's aggregator, 64 hexadecimal digits. */
    @Parameter(property = "gramine.aggregatorMrenclave")
    private @Nullable String aggregatorMrenclave;

    /** The expected MRENCLAVE of the image's collaborator, 64 hexadecimal digits. */
    @Parameter(property = "gramine.collaboratorMrenclave")
    private @Nullable String collaboratorMrenclave;

    /** The release's provenance, {@code provenance.json}. Its signature is checked first. */
    @Parameter(property = "openfl.provenance")
    private @Nullable File provenance;

    /** The public key (PEM) of the release, for {@code openfl.provenance} and {@code openfl.kit}. Receive it out of band. */
    @Parameter(property = "openfl.releasePublicKey")
    private @Nullable File releasePublicKey;

    Expectations expectations(MeasurementsParameter measurements) {
        return new Expectations(
                measurements.file(),
                Optional.ofNullable(mrsigner),
                Optional.ofNullable(mrenclave),
                Optional.ofNullable(aggregatorMrenclave),
                Optional.ofNullable(collaboratorMrenclave),
                AbstractGraminizeMojo.path(provenance),
                AbstractGraminizeMojo.path(releasePublicKey));
    }

    Optional<ReleasePublicKey> releasePublicKey() throws IOException {
        return releasePublicKey == null
                ? Optional.empty()
                : Optional.of(ReleasePublicKey.read(releasePublicKey.toPath()));
    }
}
