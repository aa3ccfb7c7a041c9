package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.DeclaredSize;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import org.junit.jupiter.api.Test;

/** What users choose with parameters is in the manifest. */
final class ManifestOptionsTest extends ManifestFixture {

    @Test
    void freed_memory_is_kept_where_that_is_asked_for() {
        EnclaveOptions keeping =
                TestOptions.of(new Capacity(DeclaredSize.of("4G"), 64, 1, false, true), 2, false, Protections.NONE);
        assertThat(render(Role.AGGREGATOR, TestImage.withPython(root, "/usr").read(), keeping))
                .contains("loader.env.MALLOC_MMAP_THRESHOLD_ = \"4294967296\"");
    }

    @Test
    void threads_of_numeric_libraries_and_subprocesses_are_the_users_choice() {
        ImageFilesystem image = TestImage.withPython(root, "/usr").read();
        EnclaveOptions options = new EnclaveOptions(
                new Capacity(DeclaredSize.of("4G"), 64, 8, false, false),
                new ProductNumbers(1, 2),
                Openness.of(false, "error", "none"),
                true,
                EnclaveEnvironment.of("TZ=CET-1CEST,M3.5.0,M10.5.0/3,TF_CPP_MIN_LOG_LEVEL=2"),
                Protections.NONE);

        assertThat(render(Role.AGGREGATOR, image, options))
                .contains(
                        "OMP_NUM_THREADS = \"8\"",
                        "OPENBLAS_NUM_THREADS = \"8\"",
                        "sys.disallow_subprocesses = true\n");
        assertThat(render(Role.AGGREGATOR, image)).doesNotContain("disallow_subprocesses");
    }

    @Test
    void a_trusted_chain_leaves_the_host_nothing_of_cert_but_the_roles_own_directory() {
        EnclaveOptions options = with(Protections.of(true, false, "", "", false));
        ImageFilesystem image = TestImage.withPython(root, "/usr")
                .file("/workspace/cert/cert_chain.crt", "chain")
                .read();

        for (Role role : Role.values()) {
            FinalManifest manifest = complete(role, image, options);
            assertThat(manifest.trustedPaths()).contains(ImagePath.of("/workspace/cert/cert_chain.crt"));
            assertThatCode(manifest::requireTrustedFilesChecked).doesNotThrowAnyException();
            assertThat(manifest.allowedFiles().covers(ImagePath.of("/workspace/cert/server/x.key")))
                    .isEqualTo(role == Role.AGGREGATOR);
            assertThat(manifest.allowedFiles().covers(ImagePath.of("/workspace/cert/client/x.key")))
                    .isEqualTo(role == Role.COLLABORATOR);
        }
    }

    @Test
    void a_trusted_initial_model_lies_over_the_hosts_in_the_aggregators_enclave_alone() {
        EnclaveOptions options = with(Protections.of(false, true, "", "", false));
        ImageFilesystem image = TestImage.withPython(root, "/usr")
                .file("/opt/openfl-gramine/init.pbuf", "model")
                .read();

        String mount = "{ path = \"/workspace/save/demo_init.pbuf\", uri = \"file:/opt/openfl-gramine/init.pbuf\" }";
        assertThat(render(Role.AGGREGATOR, image, options)).contains(mount);
        assertThat(complete(Role.AGGREGATOR, image, options).trustedPaths()).contains(ManifestModel.INITIAL_MODEL);
        assertThat(render(Role.COLLABORATOR, image, options)).doesNotContain("init.pbuf");
    }

    @Test
    void encrypted_directories_are_mounted_with_their_keys_and_no_longer_allowed() {
        EnclaveOptions options =
                with(Protections.of(false, false, "local_state=mrenclave, save=model-key,data=hospital", "", false));
        ImageFilesystem image = TestImage.withPython(root, "/usr").read();

        String aggregator = render(Role.AGGREGATOR, image, options);
        assertThat(aggregator)
                .contains(
                        "{ path = \"/workspace/local_state\", uri = \"file:/workspace/local_state\", type = \"encrypted\","
                                + " key_name = \"_sgx_mrenclave\" }",
                        "{ path = \"/workspace/save\", uri = \"file:/workspace/save\", type = \"encrypted\", key_name ="
                                + " \"model-key\" }")
                .doesNotContain("\"file:/workspace/save/\"", "\"file:/workspace/local_state/\"", "hospital");
        assertThat(render(Role.COLLABORATOR, image, options))
                .contains("uri = \"file:/workspace/data\", type = \"encrypted\", key_name = \"hospital\" }")
                .doesNotContain("\"file:/workspace/data/\"", "_sgx_mrenclave");
        for (Role role : Role.values()) {
            assertThat(complete(role, image, options).trustedFiles()).isNotEmpty();
        }
    }

    @Test
    void the_launcher_knows_the_encrypted_directories_from_the_measured_environment() {
        EnclaveOptions options = with(Protections.of(false, false, "local_state=mrenclave,data=hospital", "", false));
        ImageFilesystem image = TestImage.withPython(root, "/usr").read();

        assertThat(render(Role.AGGREGATOR, image, options))
                .contains("loader.env.OPENFL_GRAMINE_ENCRYPTED = \"/workspace/local_state\"\n");
        assertThat(render(Role.COLLABORATOR, image, options))
                .contains("loader.env.OPENFL_GRAMINE_ENCRYPTED = \"/workspace/data\"\n");
        assertThat(render(Role.AGGREGATOR, image, with(Protections.NONE))).doesNotContain("OPENFL_GRAMINE_ENCRYPTED");
    }

    @Test
    void features_of_the_processor_are_required_or_left_out_in_the_measured_attributes() {
        EnclaveOptions options = with(Protections.of(false, false, "", "avx512=required,amx=disabled", true));
        ImageFilesystem image = TestImage.withPython(root, "/usr").read();

        assertThat(render(Role.AGGREGATOR, image, options))
                .contains(
                        "sgx.cpu_features.amx = \"disabled\"\nsgx.cpu_features.avx512 = \"required\"\n",
                        "sgx.use_exinfo = true\n");
        assertThat(complete(Role.AGGREGATOR, image, options)
                                .settings()
                                .attributes()
                                .xfrm()
                        & 0xe0)
                .isEqualTo(0xe0);
        assertThat(complete(Role.AGGREGATOR, image, options)
                        .settings()
                        .attributes()
                        .miscSelect())
                .isEqualTo(1);
    }

    @Test
    void attestation_and_memory_on_demand_are_the_users_choice() {
        EnclaveOptions options = new EnclaveOptions(
                new Capacity(DeclaredSize.of("4G"), 64, 1, true, false),
                new ProductNumbers(1, 2),
                Openness.of(false, "error", "dcap"),
                false,
                EnclaveEnvironment.NONE,
                Protections.NONE);

        assertThat(render(Role.AGGREGATOR, TestImage.withPython(root, "/usr").read(), options))
                .contains("sgx.edmm_enable = true\n", "sgx.remote_attestation = \"dcap\"\n");
    }

    private static EnclaveOptions with(Protections protections) {
        return TestOptions.of(TestOptions.capacity("4G", 64), 2, false, protections);
    }
}
