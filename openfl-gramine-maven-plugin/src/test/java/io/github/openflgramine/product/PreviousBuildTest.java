package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.sgx.EnclaveIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreviousBuildTest {

    private static final ImageId IMAGE = TestIds.image("built");

    @TempDir
    private Path directory;

    private final Measurements first = TestMeasurements.of(IMAGE, true, RemoteAttestation.NONE);

    @Test
    void a_build_with_other_enclaves_keeps_the_results_that_it_replaces_with_their_sbom() throws IOException {
        results("\"" + IMAGE + "\"");
        StartCost cost = new StartCost(List.of(), 2, 7, 1);
        cost.write(directory);

        PreviousBuild.keep(directory, changed());

        Path kept = PreviousBuild.in(directory).orElseThrow();
        assertThat(MeasurementsReader.read(kept.resolve(Measurements.FILE))).isEqualTo(first);
        assertThat(kept.resolve("aggregator.manifest.sgx")).content().isEqualTo("manifest of the aggregator");
        assertThat(kept.resolve("collaborator.manifest.sgx")).exists();
        assertThat(kept.resolve(PreviousBuild.SBOM)).exists();
        assertThat(PreviousBuild.start(directory)).contains(cost);
    }

    @Test
    void the_same_enclaves_again_keep_what_was_kept_before() throws IOException {
        results("");
        PreviousBuild.keep(directory, changed());
        MeasurementsWriter.write(directory.resolve(Measurements.FILE), changed());

        PreviousBuild.keep(directory, changed());

        Path kept = PreviousBuild.in(directory).orElseThrow();
        assertThat(MeasurementsReader.read(kept.resolve(Measurements.FILE))).isEqualTo(first);
    }

    @Test
    void an_sbom_of_another_image_is_not_kept() throws IOException {
        results("\"" + TestIds.image("older") + "\"");

        PreviousBuild.keep(directory, changed());

        assertThat(PreviousBuild.in(directory).orElseThrow().resolve(PreviousBuild.SBOM))
                .doesNotExist();
    }

    @Test
    void without_results_or_with_damaged_ones_nothing_is_kept_and_the_build_goes_on() throws IOException {
        PreviousBuild.keep(directory, changed());
        assertThat(PreviousBuild.in(directory)).isEmpty();

        results("");
        Files.writeString(directory.resolve(Measurements.FILE), "{");
        PreviousBuild.keep(directory, changed());
        assertThat(PreviousBuild.in(directory)).isEmpty();
    }

    private void results(String sbom) throws IOException {
        for (Role role : Role.values()) {
            Files.writeString(directory.resolve(role.sgxManifestFile()), "manifest of the " + role);
        }
        Files.writeString(directory.resolve(PreviousBuild.SBOM), sbom);
        MeasurementsWriter.write(directory.resolve(Measurements.FILE), first);
    }

    /** Returns measurements with another MRENCLAVE of the collaborator. */
    private Measurements changed() {
        Map<Role, EnclaveMeasurements> roles = new EnumMap<>(first.roles());
        EnclaveMeasurements before = first.of(Role.COLLABORATOR);
        EnclaveIdentity identity = before.identity();
        roles.put(
                Role.COLLABORATOR,
                new EnclaveMeasurements(
                        new EnclaveIdentity(
                                Sha256.ofHex("0d".repeat(32)),
                                identity.attributes(),
                                identity.isvProdId(),
                                identity.isvSvn(),
                                identity.date()),
                        before.mrsigner(),
                        before.settings()));
        return new Measurements(
                first.workspace(),
                first.image(),
                first.firstImageId(),
                first.versions(),
                roles,
                first.imageId(),
                first.content(),
                first.imageReference());
    }
}
