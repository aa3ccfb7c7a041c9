package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.GoldenFile;
import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.image.ImageFilesystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Renders the plugin's manifest from the model and checks it with Gramine's rules. */
final class ManifestModelTest extends ManifestFixture {

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
}
