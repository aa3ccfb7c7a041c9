package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.openflgramine.GoldenFile;
import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.DeclaredSize;
import io.github.openflgramine.gramine.EnclaveSigner;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.ManifestTemplate;
import io.github.openflgramine.gramine.PalOffsets;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.openfl.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Renders the plugin's manifest from the model and checks it with Gramine's rules. */
final class ManifestModelTest {

    private static final EnclaveOptions OPTIONS = TestOptions.USUAL;
    private static final Path TEMPLATE =
            Path.of("src/main/resources/io/github/openflgramine/gramine/openfl.manifest.ftl");

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource
    void the_manifest_reads_as_before(Role role) throws IOException {
        GoldenFile.assertIs(
                Path.of("src/test/resources/texts", role + ".manifest.toml"),
                render(role, TestImage.withPython(root, "/usr").read()),
                ManifestModelTest.class);
    }

    @ParameterizedTest
    @EnumSource
    void gramine_takes_it(Role role) throws IOException {
        ImageFilesystem image = TestImage.withPython(root, "/usr").read();

        FinalManifest manifest = complete(role, image);

        assertThat(new String(manifest.bytes(), StandardCharsets.UTF_8))
                .contains("type = \"tmpfs\"", "\"/opt/openfl-gramine/actor.py\",\n    \"" + role + "\",\n]")
                .doesNotContain("insecure__", "passthrough", "loader.argv_src_file");
        assertThat(manifest.trustedFiles())
                .extracting(file -> file.uri())
                .contains(
                        "file:/usr/bin/python3.11",
                        "file:/usr/lib/python3.11/site-packages/openfl/__pycache__/__init__.cpython-311.pyc",
                        "file:/workspace/plan/plan.yaml",
                        "file:/workspace/src/taskrunner.py",
                        "file:/opt/openfl-gramine/actor.py",
                        "file:/opt/openfl-gramine/launcher/__init__.py")
                .doesNotContain("file:/workspace/plan/cols.yaml", "file:/workspace/plan/data.yaml", "file:/etc/hosts");
    }

    @Test
    void freed_memory_is_kept_where_that_is_asked_for() {
        EnclaveOptions keeping =
                TestOptions.of(new Capacity(DeclaredSize.of("4G"), 64, 1, false, true), 2, false, Protections.NONE);
        assertThat(render(Role.AGGREGATOR, TestImage.withPython(root, "/usr").read(), keeping))
                .contains("loader.env.MALLOC_MMAP_THRESHOLD_ = \"4294967296\"");
    }

    @Test
    void each_role_may_be_given_only_what_it_needs() {
        ImageFilesystem image = TestImage.withPython(root, "/usr").read();

        assertThat(list(Role.AGGREGATOR, image, "allowed"))
                .containsExactly(
                        "/workspace/cert/cert_chain.crt",
                        "/workspace/cert/server/",
                        "/workspace/save/",
                        "/workspace/logs/",
                        "/workspace/local_state/",
                        "/workspace/plan/cols.yaml",
                        "/etc/hosts");
        assertThat(list(Role.COLLABORATOR, image, "allowed"))
                .containsExactly(
                        "/workspace/cert/cert_chain.crt",
                        "/workspace/cert/client/",
                        "/workspace/data/",
                        "/workspace/logs/",
                        "/workspace/plan/data.yaml",
                        "/etc/hosts");
    }

    @ParameterizedTest
    @EnumSource
    void nothing_that_may_be_changed_covers_what_is_trusted(Role role) {
        ImageFilesystem image = TestImage.withPython(root, "/opt/python").read();
        List<String> allowed = list(role, image, "allowed");

        assertThat(list(role, image, "trusted"))
                .allSatisfy(trusted ->
                        assertThat(allowed).noneMatch(entry -> covers(entry, trusted) || covers(trusted, entry)));
    }

    @Test
    void the_distributions_python_needs_no_mount_of_its_own() {
        ImageFilesystem image = TestImage.withPython(root, "/usr").read();

        assertThat(list(Role.AGGREGATOR, image, "mounts"))
                .containsExactly("/usr", "/opt/openfl-gramine", "/workspace", "/etc/nsswitch.conf", "/etc/hosts");
        assertThat(model(Role.AGGREGATOR, image)).containsEntry("libraryPath", "/usr/lib/x86_64-linux-gnu:/usr/lib");
    }

    @Test
    void a_python_of_its_own_brings_its_libpython() {
        ImageFilesystem image = TestImage.withPython(root, "/usr/local").read();

        assertThat(model(Role.AGGREGATOR, image))
                .containsEntry("libraryPath", "/usr/lib/x86_64-linux-gnu:/usr/lib:/usr/local/lib");
        assertThat(complete(Role.AGGREGATOR, image).trustedFiles())
                .extracting(file -> file.uri())
                .contains("file:/usr/local/bin/python3.11", "file:/usr/local/lib/libpython3.11.so.1.0")
                .doesNotHaveDuplicates();
    }

    @Test
    void a_python_outside_of_usr_is_mounted_once() {
        ImageFilesystem image = TestImage.withPython(root, "/opt/python").read();

        assertThat(list(Role.AGGREGATOR, image, "mounts"))
                .containsExactly(
                        "/usr",
                        "/opt/python/bin",
                        "/opt/python/lib",
                        "/opt/openfl-gramine",
                        "/workspace",
                        "/etc/nsswitch.conf",
                        "/etc/hosts");
    }

    @Test
    void what_the_image_does_not_have_is_not_listed() throws IOException {
        ImageFilesystem whole = TestImage.withPython(root, "/usr").read();
        assertThat(list(Role.AGGREGATOR, whole, "trusted"))
                .contains("/etc/nsswitch.conf", "/workspace/src/taskrunner.py");

        Files.delete(root.resolve("etc/nsswitch.conf"));
        ImageFilesystem image = new TestImage(root).read();

        assertThat(list(Role.AGGREGATOR, image, "trusted")).doesNotContain("/etc/nsswitch.conf");
        assertThat(list(Role.AGGREGATOR, image, "mounts")).doesNotContain("/etc/nsswitch.conf");
    }

    @Test
    void whole_directories_are_trusted_on_request() {
        ImageFilesystem image = TestImage.withPython(root, "/usr").read();

        assertThat((List<?>) model(Role.AGGREGATOR, image, OPTIONS, TrustedFilesMode.FULL)
                        .get("trusted"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .contains("/usr/lib/x86_64-linux-gnu/", "/usr/lib/python3.11/", "/workspace/src/");
    }

    @Test
    void threads_of_numeric_libraries_and_subprocesses_are_the_users_choice() {
        ImageFilesystem image = TestImage.withPython(root, "/usr").read();
        EnclaveOptions options = new EnclaveOptions(
                new Capacity(DeclaredSize.of("4G"), 64, 8, false, false),
                new ProductNumbers(1, 2),
                Openness.of(false, "error", "none"),
                true,
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
                Protections.NONE);

        assertThat(render(Role.AGGREGATOR, TestImage.withPython(root, "/usr").read(), options))
                .contains("sgx.edmm_enable = true\n", "sgx.remote_attestation = \"dcap\"\n");
    }

    @Test
    void a_name_with_a_quote_does_not_break_the_manifest() {
        ImageFilesystem image = TestImage.withPython(root, "/usr")
                .file("/usr/lib/python3.11/site-packages/a\"b\\c.json", "data")
                .read();

        assertThat(complete(Role.AGGREGATOR, image).trustedFiles())
                .extracting(file -> file.uri())
                .contains("file:/usr/lib/python3.11/site-packages/a\"b\\c.json");
    }

    private static boolean covers(String entry, String path) {
        return entry.equals(path) || (entry.endsWith("/") && path.startsWith(entry));
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Role role, ImageFilesystem image, String name) {
        return (List<String>) model(role, image).get(name);
    }

    private static Map<String, Object> model(Role role, ImageFilesystem image) {
        return model(role, image, OPTIONS, TrustedFilesMode.LEAN);
    }

    private static Map<String, Object> model(Role role, ImageFilesystem image, EnclaveOptions options) {
        return model(role, image, options, TrustedFilesMode.LEAN);
    }

    private static Map<String, Object> model(
            Role role, ImageFilesystem image, EnclaveOptions options, TrustedFilesMode mode) {
        ImageLayout layout = new ImageLayout(image, GramineInstallation.of(image), PythonInstallation.of(image));
        try {
            TrustedSelection selection = TrustedSelection.of(
                    new TrustedSelection.Options(mode, Optional.empty()),
                    new Workspace("none", Path.of("no-workspace")),
                    layout,
                    layout.files());
            return ManifestModel.of(role, layout, selection.entries(), "save/demo_init.pbuf", options);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String render(Role role, ImageFilesystem image) {
        return render(role, image, OPTIONS);
    }

    private static String render(Role role, ImageFilesystem image, EnclaveOptions options) {
        try {
            return new ManifestTemplate("openfl.manifest.ftl", Files.readString(TEMPLATE))
                    .render(model(role, image, options));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static EnclaveOptions with(Protections protections) {
        return TestOptions.of(TestOptions.capacity("4G", 64), 2, false, protections);
    }

    private static FinalManifest complete(Role role, ImageFilesystem image) {
        return complete(role, image, OPTIONS);
    }

    private static FinalManifest complete(Role role, ImageFilesystem image, EnclaveOptions options) {
        return new EnclaveSigner(image, GramineVersion.V1_9, PalOffsets.of(image))
                .complete(render(role, image, options), "openfl.manifest.ftl");
    }
}
