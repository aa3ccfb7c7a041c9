package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.graminize.Protections;
import io.github.openflgramine.graminize.TestOptions;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code check} says of a workspace, in a trial and in production. */
final class CheckTest {

    private static final String PLAN = """
            aggregator:
              settings: {rounds_to_train: 1, init_state_path: save/init.pbuf, persist_checkpoint: false}
            network:
              settings:
                agg_addr: agg.example.org
                agg_port: 50000
            """;
    private static final String BY_DEFAULTS = """
            aggregator :
              defaults : plan/defaults/aggregator.yaml
              settings :
                rounds_to_train : 1
            network :
              defaults : plan/defaults/network.yaml
            """;

    @TempDir
    private Path root;

    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void workspace() throws IOException {
        TestWorkspace.in(root)
                .file("plan/plan.yaml", PLAN)
                .file("requirements.txt", "numpy==2.3.5\n")
                .file("save/init.pbuf", "model")
                .file("cert/cert_chain.crt", Files.readString(Path.of("src/test/resources/keys/certificate.pem")));
    }

    @Test
    void a_manifest_in_the_language_of_gramines_templates_is_refused() throws IOException {
        TestWorkspace.in(root)
                .file("gramine/openfl.manifest.ftl", "libos.entrypoint = \"{{ entrypoint }}\"\nfs.mounts = []\n");

        assertThatThrownBy(() -> check(false, "", ""))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("gramine/openfl.manifest.ftl as rendered for the aggregator is a template that was never"
                        + " rendered: it has {{ entrypoint }} (gramine/openfl.manifest.ftl as rendered for the aggregator,"
                        + " line 1, column 1). Jinja is the language of Gramine's templates. Here write ${…} of FreeMarker;"
                        + " docs/customise.md lists the variables.");
    }

    @Test
    void a_secure_workspace_passes_production_without_a_word() throws IOException {
        check(true, "", "");

        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plan/plan.yaml      | use_tls: false                       | plan/plan.yaml line 7: network.settings.use_tls is false",
                "plan/plan.yaml      | require_client_auth: off             | plan/plan.yaml line 7: network.settings.require_client_auth is false",
                "plan/plan.yaml      | transport_protocol: rest             | plan/plan.yaml line 7: network.settings.transport_protocol is rest",
                "requirements.txt    | -e git+https://example.org/a#egg=a   | No version is pinned for a",
                "requirements.txt    | a @ git+https://example.org/a@main   | No version is pinned for a",
                "requirements.txt    | https://example.org/a-1-py3-none-any.whl | No version is pinned for a",
                "requirements.txt    | pandas                               | No version is pinned for pandas",
                "requirements.txt    | -r more.txt                          | No version is pinned for scipy",
                "requirements.txt    | --extra-index-url https://example.org | requirements.txt line 2: --extra-index-url",
            })
    void a_line_more_is_warned_of_and_refused_in_production(String file, String line, String problem)
            throws IOException {
        TestWorkspace.in(root).file("more.txt", "scipy\n");
        boolean isPlan = file.equals("plan/plan.yaml");
        workspace();
        Files.writeString(root.resolve(file), (isPlan ? PLAN + "    " : "numpy==2.3.5\n") + line + "\n");

        check(false, "", "");
        assertThat(warnings).singleElement().asString().contains(problem);
        assertThatThrownBy(() -> check(true, "", ""))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("gramine.production=true refuses");
    }

    @ParameterizedTest
    @CsvSource({
        "https://agg.example.org:8443, has a scheme",
        "agg.example.org:8443, has a port",
        "'\"agg.example.org \"', has a blank"
    })
    void an_address_that_nobody_can_reach_is_named_with_its_line(String address, String problem) throws IOException {
        Files.writeString(root.resolve("plan/plan.yaml"), PLAN.replace("agg.example.org", address));

        check(false, "", "");
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("line 5: network.settings.agg_addr is ")
                .contains(problem);
        assertThatThrownBy(() -> check(true, "", "")).hasMessageContaining(problem);
    }

    @Test
    void what_openfls_defaults_make_of_a_plan_counts() throws IOException {
        Files.writeString(root.resolve("plan/plan.yaml"), BY_DEFAULTS);

        check(false, "", "");

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0))
                .contains("does not name the aggregator's host (network.settings.agg_addr is auto or missing)");
        assertThat(warnings.get(1)).contains("aggregator.settings.persist_checkpoint is true by OpenFL's default");
        assertThatCode(() -> check(true, "local_state=mrenclave", "")).doesNotThrowAnyException();
    }

    @Test
    void another_index_needs_the_names_of_its_packages() throws IOException {
        assertThatThrownBy(() -> check(true, "", "https://example.org/whl"))
                .hasMessageContaining("gramine.wheelIndex=https://example.org/whl may provide any package");
    }

    @Test
    void data_that_no_container_has_is_warned_of() throws IOException {
        Files.writeString(root.resolve("plan/data.yaml"), "north,/raid/datasets/BraTS17/1\nsouth,2\n");

        check(true, "", "");

        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("plan/data.yaml: the data of north is '/raid/datasets/BraTS17/1', expected");
    }

    @Test
    void a_chain_that_the_image_must_not_have_is_refused_in_a_trial_too() throws IOException {
        Files.writeString(root.resolve("cert/cert_chain.crt"), "-----BEGIN PRIVATE KEY-----\n");

        assertThatThrownBy(() -> check(false, "", ""))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("cert/cert_chain.crt contains a private key");
    }

    @Test
    void the_hosts_chain_is_insecure() throws IOException {
        check(false, Protections.NONE, "");
        assertThat(warnings).singleElement().asString().startsWith("openfl.trustCertChain is false");
        assertThatThrownBy(() -> check(true, Protections.NONE, ""))
                .hasMessageStartingWith("openfl.trustCertChain is false");
    }

    @Test
    void a_ca_bundle_is_looked_into_before_a_build() throws IOException {
        Path bundle = Files.writeString(root.resolve("ca.crt"), "");

        assertThatThrownBy(() -> check(Optional.of(bundle)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("gramine.caBundle=" + bundle + " is empty");
    }

    private void check(boolean production, String encryptedMounts, String index) throws IOException {
        check(production, Protections.of(true, false, encryptedMounts, "", false), index);
    }

    private void check(boolean production, Protections protections, String index) throws IOException {
        check(production, protections, index, Optional.empty());
    }

    private void check(Optional<Path> caBundle) throws IOException {
        check(false, Protections.of(true, false, "", "", false), "", caBundle);
    }

    private void check(boolean production, Protections protections, String index, Optional<Path> caBundle)
            throws IOException {
        BuildLog log = new BuildLog(line -> {}, warnings::add);
        ProductionGate gate = new ProductionGate(production, log);
        new Check(log, gate)
                .check(new Check.Request(
                        Workspace.open("demo", root),
                        FirstImage.DEFAULT_BASE,
                        new PipInstall(
                                "openfl==1.9",
                                new BuildFiles(Optional.empty(), Optional.empty(), caBundle),
                                WheelIndex.of(index, ""),
                                ""),
                        false,
                        TestOptions.of(TestOptions.capacity("4G", 64), 1, false, protections),
                        2,
                        Optional.empty(),
                        Optional.empty()));
        JsonNode insecure = ResultSchema.printed("check", gate.summary()).get("insecure_settings");
        assertThat(warnings).hasSizeGreaterThanOrEqualTo(insecure.size());
    }
}
