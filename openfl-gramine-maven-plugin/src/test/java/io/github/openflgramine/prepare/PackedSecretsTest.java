package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.product.InsecureSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackedSecretsTest {

    private static final String KEY = "-----BEGIN PRIVATE KEY-----\n" + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n".repeat(9);
    private static final BuildFiles NO_FILES = new BuildFiles(Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    Path root;

    private TestWorkspace workspace;

    @BeforeEach
    void layOut() {
        workspace = TestWorkspace.in(root);
    }

    @Test
    void a_new_workspace_has_none() throws IOException {
        assertThat(found(NO_FILES)).isEmpty();
    }

    @Test
    void each_packed_file_is_looked_at() throws IOException {
        Files.createDirectories(root.resolve("data"));
        workspace
                .file("plan/agg.txt", KEY)
                .file("src/.env", "A=1\n")
                .file("gramine/Dockerfile", "FROM x\nENV INDEX=https://me:secret@pypi.example.org\n")
                .file("data/own.txt", KEY);

        assertThat(found(NO_FILES))
                .extracting(InsecureSetting::problem)
                .containsExactly(
                        "gramine/Dockerfile would be packed into the image and is or contains an address with a password.",
                        "plan/agg.txt would be packed into the image and is or contains a private key (PEM).",
                        "src/.env would be packed into the image and is or contains a file of environment variables.");
    }

    @Test
    void the_builds_own_files_are_looked_at(@TempDir Path elsewhere) throws IOException {
        Path bundle = Files.writeString(elsewhere.resolve("ca.pem"), KEY);
        BuildFiles files = new BuildFiles(Optional.empty(), Optional.empty(), Optional.of(bundle));

        assertThat(found(files))
                .extracting(InsecureSetting::problem)
                .first()
                .asString()
                .startsWith(bundle + " would be");
    }

    @Test
    void credentials_in_addresses_for_pip_are_refused_and_not_shown(@TempDir Path elsewhere) throws IOException {
        Path constraints =
                Files.writeString(elsewhere.resolve("constraints.txt"), "a @ https://me:secret@a.example/a\n");
        String address = "https://me:secret@pypi.example.org/simple";

        refused("openfl.requirement", pip("openfl @ git+" + address, "", ""));
        refused("gramine.wheelIndex", pip("openfl==1.9", address, ""));
        refused("gramine.pipOptions", pip("openfl==1.9", "", "--extra-index-url " + address));
        refused(
                constraints.toString(),
                new PipInstall(
                        "openfl==1.9",
                        new BuildFiles(Optional.of(constraints), Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        ""));
        workspace.file("requirements.txt", "--index-url " + address + "\nnumpy\n");
        refused("requirements.txt", pip("openfl==1.9", "", ""));
        workspace.file("requirements.txt", "-r more.txt\n").file("more.txt", "--index-url " + address + "\n");
        refused("more.txt", pip("openfl==1.9", "", ""));
        Files.write(
                root.resolve("requirements.txt"), ("\ufeff-i " + address + "\n").getBytes(StandardCharsets.UTF_16LE));
        refused("requirements.txt", pip("openfl==1.9", "", ""));
    }

    @Test
    void packages_that_requirements_name_by_path_are_looked_at() throws IOException {
        workspace.file("requirements.txt", "./pkg\n").file("pkg/setup.py", "").file("pkg/code/agg.txt", KEY);

        assertThat(found(NO_FILES))
                .extracting(InsecureSetting::problem)
                .containsExactly(
                        "pkg/code/agg.txt would be packed into the image and is or contains a private key (PEM).");
    }

    @Test
    void addresses_without_credentials_are_accepted() throws IOException {
        workspace.file(
                "requirements.txt", "a @ git+ssh://git@github.com/a/b.git\n-i https://${USER}:${TOKEN}@example.org\n");

        secrets(pip("openfl==1.9", "https://pypi.example.org/simple", "--no-deps"))
                .refuseCredentials();
    }

    private void refused(String where, PipInstall pip) {
        assertThatThrownBy(() -> secrets(pip).refuseCredentials())
                .isInstanceOf(GraminizeException.class)
                .hasMessageContainingAll(
                        where + " has an address with a user name or password (", "https://…@", "gramine.wheelhouse")
                .hasMessageNotContaining("secret");
    }

    private static PipInstall pip(String openfl, String index, String options) {
        return new PipInstall(openfl, NO_FILES, WheelIndex.of(index, ""), options);
    }

    private List<InsecureSetting> found(BuildFiles files) throws IOException {
        return secrets(new PipInstall("openfl==1.9", files, Optional.empty(), ""))
                .in(archive());
    }

    private PackedSecrets secrets(PipInstall pip) throws IOException {
        return new PackedSecrets(workspace.open(), pip, PipRequirements.read(workspace.open(), pip));
    }

    private WorkspaceArchive archive() throws IOException {
        return WorkspaceArchive.of(workspace.open());
    }
}
