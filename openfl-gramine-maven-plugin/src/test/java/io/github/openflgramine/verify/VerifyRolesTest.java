package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.graminize.Graminize;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VerifyRolesTest extends ReceivedImageFixture {

    @Test
    void an_unsigned_image_is_measured_and_called_unsigned() throws IOException {
        graminize(false, false);

        JsonNode verdict = assertAgrees();
        assertThat(verdict.path("proves").asText())
                .isEqualTo(
                        "Not signed: runs under gramine-direct only, without SGX. It is consistent; who built it is not"
                                + " checked. Give the values that you received from its builder out of band: gramine.measurements, or"
                                + " gramine.aggregatorMrenclave and gramine.collaboratorMrenclave, or gramine.mrsigner.");
        measurements = Optional.of(directory.resolve(Measurements.FILE));
        assertThat(assertAgrees().path("verdict").asText()).isEqualTo("enclaves as expected");

        mrsigner = Optional.of(ZEROS);
        assertRefused("aggregator: mrsigner differs from gramine.mrsigner:", "found     not signed");
    }

    @Test
    void an_image_that_calls_itself_signed_has_to_have_its_signatures() throws IOException {
        Files.delete(image.resolve(OURS + "aggregator.sig"));
        assertRefused("aggregator: aggregator.sig is missing, but the image is signed.");

        Files.delete(image.resolve(OURS + "collaborator.sig"));
        image = archive("demo:1.0");
        assertRefused("aggregator: aggregator.sig is missing, but the image is signed.", "the first of 2");
    }

    @Test
    void gramine_direct_has_to_read_what_is_measured() throws IOException {
        Path direct = image.resolve(OURS + "aggregator.manifest");
        Files.writeString(direct, Files.readString(direct) + "\n");
        assertRefused("aggregator: aggregator.manifest must be identical to aggregator.manifest.sgx:\n  expected  ");

        Files.delete(direct);
        assertRefused("\n  found     no such file\n");
    }

    @Test
    void an_image_without_one_of_its_manifests_is_not_whole() throws IOException {
        Files.delete(image.resolve(OURS + "collaborator.manifest"));
        Files.delete(image.resolve(OURS + "collaborator.manifest.sgx"));
        assertRefused("collaborator: collaborator.manifest must be identical to collaborator.manifest.sgx");
    }

    @Test
    void one_role_that_is_as_signed_clears_the_pal_for_the_other() throws IOException {
        for (String name : List.of("aggregator.manifest", "aggregator.manifest.sgx")) {
            Path file = image.resolve(OURS + name);
            Files.writeString(file, Files.readString(file).replace("TZ = \"UTC0\"", "TZ = \"UTC1\""));
        }
        assertRefused(
                "aggregator: MRENCLAVE is not the one in aggregator.sig:", "\n  suspect   a value in the manifest\n");
    }

    @Test
    void a_pal_that_both_roles_share_is_suspected_for_both() throws IOException {
        Path libpal = image.resolve("usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so");
        byte[] bytes = Files.readAllBytes(libpal);
        bytes[0x1050] ^= 1;
        Files.write(libpal, bytes);
        measurements = Optional.of(directory.resolve(Measurements.FILE));

        assertRefused("aggregator: MRENCLAVE is not the one in aggregator.sig:", "\n  suspect   libpal.so (sha256 ");
        JsonNode verdict = json(look());
        for (Role role : Role.values()) {
            assertThat(verdict.at("/roles/%s/differences/0/suspect".formatted(role))
                            .asText())
                    .startsWith("libpal.so (sha256 %s), or its constants".formatted(Sha256.digest(bytes)));
        }
    }

    @Test
    void roles_in_each_others_place_are_not_what_was_expected() throws IOException {
        for (String end : List.of(".manifest", ".manifest.sgx", ".sig")) {
            Path aggregator = image.resolve(OURS + "aggregator" + end);
            Path collaborator = image.resolve(OURS + "collaborator" + end);
            Path between = scratch.resolve("between");
            Files.move(aggregator, between, StandardCopyOption.REPLACE_EXISTING);
            Files.move(collaborator, aggregator);
            Files.move(between, collaborator);
        }
        mrsigner = Optional.of(MeasurementsTree.read(directory.resolve(Measurements.FILE))
                .at("/roles/aggregator/mrsigner")
                .asText());
        assertRefused(
                "aggregator: aggregator.manifest.sgx is for another role:\n  expected  aggregator\n  found     collaborator",
                "the first of 2 differences");

        measurements = Optional.of(directory.resolve(Measurements.FILE));
        assertThat(json(look()).at("/roles/aggregator/differences/1/what").asText())
                .startsWith("mrenclave differs from gramine.measurements=");
    }

    @Test
    void a_manifest_that_names_no_role_needs_more_than_a_signer() throws IOException {
        String template = new String(
                Graminize.class
                        .getResourceAsStream("/io/github/openflgramine/gramine/openfl.manifest.ftl")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        TestWorkspace.in(scratch.resolve("demo"))
                .file("gramine/openfl.manifest.ftl", template.replace(", \"${role}\"]", "]"));
        graminize(true, false);

        assertThat(assertAgrees().path("verdict").asText()).isEqualTo("consistent");
        mrsigner = Optional.of(MeasurementsTree.read(directory.resolve(Measurements.FILE))
                .at("/roles/aggregator/mrsigner")
                .asText());
        assertRefused("aggregator: loader.argv in aggregator.manifest.sgx does not name its role");
        measurements = Optional.of(directory.resolve(Measurements.FILE));
        assertAgrees();
    }

    @Test
    void an_expectation_of_one_role_leaves_the_other_open() throws IOException {
        aggregatorMrenclave = Optional.of(MeasurementsTree.read(directory.resolve(Measurements.FILE))
                .at("/roles/aggregator/mrenclave")
                .asText());

        JsonNode verdict = assertAgrees();
        assertThat(verdict.path("verdict").asText()).isEqualTo("consistent");
        assertThat(verdict.at("/roles/aggregator/verdict").asText()).isEqualTo("as expected");
        assertThat(verdict.path("proves").asText())
                .startsWith("The collaborator is consistent; who built it is not checked.");
    }

    @Test
    void an_image_without_libpal_cannot_be_measured() throws IOException {
        Files.delete(image.resolve("usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so"));
        assertRefused("gramine.file=" + image + " has no /usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so");
    }
}
