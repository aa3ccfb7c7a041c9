package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.openfl.WorkspaceSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FirstImageContextTest {

    @TempDir
    Path scratch;

    private TestWorkspace workspace;
    private Path context;

    @BeforeEach
    void layOut() {
        workspace = TestWorkspace.in(scratch.resolve("demo"));
        context = scratch.resolve("target/first");
    }

    @Test
    void holds_the_build_the_launcher_and_the_workspace() throws IOException {
        write(image("openfl==1.9", ""));

        assertThat(context.resolve("build/install"))
                .hasSameBinaryContentAs(Path.of("src/main/resources/io/github/openflgramine/stage/install"));
        assertThat(context.resolve("build/steps/packages.sh")).isNotEmptyFile();
        assertThat(context.resolve("build/describe.py"))
                .hasSameBinaryContentAs(Path.of("src/main/python/stage/describe.py"));
        assertThat(context.resolve("build/removals")).content().contains("remove ${python}/(?:.*/)?tests(?:/.*)?\n");
        assertThat(context.resolve("openfl-gramine/finish/__main__.py")).isNotEmptyFile();
        assertThat(context.resolve("build/requirements/requirements.txt")).hasContent("numpy\n");
        assertThat(context.resolve("build/constraints.txt")).hasContent("numpy<2.4\n");
        assertThat(context.resolve("openfl-gramine/finish/source/rules/gpu.py")).isNotEmptyFile();
        assertThat(context.resolve("openfl-gramine/actor.py")).isNotEmptyFile();
        assertThat(context.resolve("openfl-gramine/launcher/checks/__init__.py"))
                .isNotEmptyFile();
        assertThat(context.resolve("openfl-gramine/filelist.py")).isNotEmptyFile();
        assertThat(Files.isExecutable(context.resolve("openfl-gramine/start"))).isTrue();
        assertThat(context.resolve("workspace/save")).isEmptyDirectory();
        assertThat(context.resolve("workspace/src/taskrunner.py")).hasContent("print('task')\n");
    }

    @Test
    void the_dockerfile_builds_on_the_base_and_bears_name_and_plan() throws IOException {
        Sha256 digest = write(image("openfl==1.9", ""));

        String plan = Sha256.digest(TestWorkspace.PLAN.getBytes(StandardCharsets.UTF_8))
                .hex();
        assertThat(context.resolve("Dockerfile"))
                .content()
                .contains("FROM base:1 AS build\n", "\nFROM base:1\n")
                .doesNotContain("[=")
                .endsWith("""
                            "$(cat /opt/openfl-gramine/interpreter)" -I -B /opt/openfl-gramine/finish
                        RUN "$(cat /opt/openfl-gramine/interpreter)" -I -S -B /opt/openfl-gramine/filelist.py || \\
                            rm -f /opt/openfl-gramine/files.mtree || true
                        LABEL io.github.openfl-gramine.workspace="demo" \\
                              io.github.openfl-gramine.plan.sha256="%s" \\
                              io.github.openfl-gramine.context.sha256="%s" \\
                              io.github.openfl-gramine.sources.sha256="%s"
                        """.formatted(plan, digest, WorkspaceSources.digest(workspace.open())));
    }

    @Test
    void the_plugins_python_package_is_in_the_context_of_a_workspace_that_asks_for_it() throws IOException {
        write(image("openfl==1.9", ""));
        assertThat(context.resolve("build/package")).doesNotExist();

        workspace.file("requirements.txt", "openfl-gramine\n");
        write(image("openfl==1.9", ""));

        PythonPackage own = PythonPackage.bundled();
        assertThat(context.resolve("build/package").resolve(own.fileName())).hasBinaryContent(own.wheel());
        assertThat(context.resolve("build/constraints.txt"))
                .hasContent("numpy<2.4\nopenfl-gramine==" + own.version() + "\n");
        assertThat(context.resolve("build/settings"))
                .content()
                .contains("OWN_PACKAGE='openfl-gramine==" + own.version() + "'\n");
    }

    @Test
    void equal_workspaces_have_equal_contexts_and_a_changed_one_another() throws IOException {
        Sha256 digest = write(image("openfl==1.9", ""));

        assertThat(write(image("openfl==1.9", ""))).isEqualTo(digest);
        assertThat(write(image("openfl==1.8", ""))).isNotEqualTo(digest);
        workspace.file("src/taskrunner.py", "print('other task')\n");
        assertThat(write(image("openfl==1.9", ""))).isNotEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--no-deps --timeout 60",
                "it's \"quoted\"",
                "$(touch owned) `touch owned` ${HOME} \\ # !",
                "two\nlines",
                "'; touch owned; '"
            })
    void a_setting_reaches_the_shell_as_it_is(String value) throws Exception {
        write(image("openfl==1.9", value));

        Process shell = new ProcessBuilder("sh", "-euc", ". ./settings; printf %s \"$PIP_OPTIONS\"")
                .directory(context.resolve("build").toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(value);
        assertThat(shell.waitFor()).isZero();
        assertThat(context.resolve("build/owned")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openfl==1.9",
                "openfl @ git+https://example.org/openfl",
                "https://example.org/openfl-1.9-py3-none-any.whl"
            })
    void a_requirement_of_pips_goes_to_pip(String requirement) throws IOException {
        write(image(requirement, ""));

        assertThat(context.resolve("build/settings"))
                .content()
                .startsWith("OPENFL_REQUIREMENT='" + requirement + "'\n");
        assertThat(context.resolve("build/openfl")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"true, '', pycryptodome==4.4.0", "false, '', ''", "true, pycryptodome==3.23.0, ''"})
    void secure_aggregation_brings_what_openfl_does_not_require(boolean secure, String own, String needed)
            throws IOException {
        workspace.file("requirements.txt", own + "\n").file("plan/plan.yaml", """
                aggregator:
                  settings: {rounds_to_train: 1, secure_aggregation: %s}
                network:
                  settings: {agg_addr: localhost}
                """.formatted(secure));

        write(image("openfl==1.9", ""));

        assertThat(context.resolve("build/settings")).content().contains("OPENFL_NEEDS='" + needed + "'\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../my openfl", "../my openfl/", "./../my openfl/."})
    void a_clone_beside_the_workspace_goes_along(String requirement) throws IOException {
        Path clone = Files.createDirectories(scratch.resolve("my openfl"));
        Files.writeString(clone.resolve("setup.py"), "setup");

        write(image(requirement, ""));

        assertThat(context.resolve("build/settings"))
                .content()
                .startsWith("OPENFL_REQUIREMENT='/build/openfl/my openfl'\n");
        assertThat(context.resolve("build/openfl/my openfl/setup.py")).hasContent("setup");
    }

    @Test
    void a_clone_that_is_not_there_is_named_as_it_was_looked_for() {
        assertRefused(
                () -> write(image("./openfl", "")),
                "openfl.requirement=" + scratch.resolve("demo/openfl")
                        + " does not exist. Correct the path, or omit the property.");
    }

    @Test
    void wheels_certificates_and_constraints_go_along() throws IOException {
        Path wheels = Files.createDirectories(scratch.resolve("wheels"));
        Files.writeString(wheels.resolve("x.whl"), "wheel");
        Path bundle = Path.of("src/test/resources/keys/certificate.pem");
        Path constraints = Files.writeString(scratch.resolve("pins.txt"), "grpcio==1.65");

        write(image(constraints, wheels, bundle));

        assertThat(context.resolve("build/wheelhouse/x.whl")).hasContent("wheel");
        assertThat(context.resolve("build/ca.crt")).hasSameBinaryContentAs(bundle);
        assertThat(context.resolve("build/constraints.txt")).hasContent("numpy<2.4\n");
        assertThat(context.resolve("build/constraints/pins.txt")).hasContent("grpcio==1.65");
        assertThat(context.resolve("build/settings")).content().contains("CONSTRAINTS='/build/constraints/pins.txt'\n");
    }

    @Test
    void what_requirements_name_goes_along_to_the_same_places() throws IOException {
        workspace.file(
                "requirements.txt",
                "\ufeff-r requirements/base.txt\n./wheels/six-1.16.0-py2.py3-none-any.whl\n-f wheels\n./pkg\n");
        workspace.file("requirements/base.txt", "-c ../pins.txt\nnumpy\n");
        workspace.file("pins.txt", "numpy==2.3.5\n");
        workspace.file("wheels/six-1.16.0-py2.py3-none-any.whl", "wheel");
        workspace.file("wheels/other-1.0-py3-none-any.whl", "other");
        workspace.file("pkg/pyproject.toml", "[project]\n");
        workspace.file("pkg/code/a.py", "A = 1\n");

        write(image("openfl==1.9", ""));

        Path copies = context.resolve("build/requirements");
        assertThat(copies.resolve("requirements.txt")).hasSameBinaryContentAs(scratch.resolve("demo/requirements.txt"));
        assertThat(copies.resolve("requirements/base.txt")).hasContent("-c ../pins.txt\nnumpy\n");
        assertThat(copies.resolve("pins.txt")).hasContent("numpy==2.3.5\n");
        assertThat(copies.resolve("wheels/six-1.16.0-py2.py3-none-any.whl")).hasContent("wheel");
        assertThat(copies.resolve("wheels/other-1.0-py3-none-any.whl")).hasContent("other");
        assertThat(copies.resolve("pkg/code/a.py")).hasContent("A = 1\n");
        assertThat(context.resolve("workspace/requirements/base.txt")).exists();
        assertThat(context.resolve("workspace/pins.txt")).exists();
        assertThat(context.resolve("workspace/wheels"))
                .as("the image has no use for it")
                .doesNotExist();
    }

    @Test
    void a_changed_file_that_requirements_name_makes_another_context() throws IOException {
        workspace.file("requirements.txt", "-r more.txt\n./six-1.16.0-py2.py3-none-any.whl\n");
        workspace.file("more.txt", "a==1\n");
        workspace.file("six-1.16.0-py2.py3-none-any.whl", "1");
        Sha256 first = write(image("openfl==1.9", ""));

        workspace.file("more.txt", "a==2\n");
        Sha256 second = write(image("openfl==1.9", ""));
        workspace.file("six-1.16.0-py2.py3-none-any.whl", "2");
        Sha256 third = write(image("openfl==1.9", ""));

        assertThat(java.util.Set.of(first, second, third)).hasSize(3);
    }

    @Test
    void hashes_and_repositories_are_told_to_the_build() throws IOException {
        workspace.file("requirements.txt", """
                        numpy==2.3.5 --hash=sha256:00
                        scipy>=1 --hash=sha256:00
                        a @ git+https://example.org/a@v1
                        b @ hg+https://example.org/b ; sys_platform == 'win32'
                        """);

        write(image("openfl==1.9", ""));

        assertThat(context.resolve("build/settings"))
                .content()
                .contains("HASHES='yes'\n", "REPOSITORY_PROGRAMS='git'\n");
        assertThat(context.resolve("build/versions.txt")).hasContent("numpy==2.3.5\nopenfl==1.9\n");
    }

    @Test
    void paths_that_are_missing_or_of_the_wrong_kind_are_refused() throws IOException {
        Path absent = scratch.resolve("absent");
        Path file = Files.writeString(scratch.resolve("file"), "");

        assertRefused(() -> image(absent, null, null), "openfl.constraints=" + absent + " does not exist.");
        assertRefused(() -> image(null, absent, null), "gramine.wheelhouse=" + absent + " does not exist.");
        assertRefused(() -> image(null, null, absent), "gramine.caBundle=" + absent + " does not exist.");
        assertRefused(() -> image(scratch, null, null), "openfl.constraints=" + scratch + " is not a file.");
        assertRefused(() -> image(null, file, null), "gramine.wheelhouse=" + file + " is not a directory.");
        assertRefused(() -> image(null, null, scratch), "gramine.caBundle=" + scratch + " is not a file.");
    }

    @Test
    void a_dockerfile_of_the_users_own_takes_the_place_of_ours() throws IOException {
        workspace.file("gramine/Dockerfile", "FROM [=baseImage]\nRUN echo ${HOME} \"$(id)\"");

        write(image("openfl==1.9", ""));

        assertThat(context.resolve("Dockerfile"))
                .content()
                .startsWith("""
                FROM base:1
                RUN echo ${HOME} "$(id)"
                RUN [ ! -e""")
                .contains("filelist.py || ")
                .contains("\nLABEL io.github");
    }

    @Test
    void what_is_to_be_trusted_beyond_the_ordinary_comes_along() throws IOException {
        Path chain = Files.writeString(scratch.resolve("cert_chain.crt"), "chain");
        Path model = Files.writeString(scratch.resolve("demo_init.pbuf"), "model");

        write(new FirstImage(
                "base:1",
                new PipInstall(
                        "openfl==1.9",
                        new BuildFiles(Optional.empty(), Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        ""),
                Optional.of(chain),
                Optional.of(model),
                "",
                Optional.empty(),
                LibraryChanges.NONE));

        assertThat(context.resolve("workspace/cert/cert_chain.crt")).hasContent("chain");
        assertThat(context.resolve("openfl-gramine/init.pbuf")).hasContent("model");
    }

    @Test
    void a_mistake_in_it_is_told_with_its_place() {
        workspace.file("gramine/Dockerfile", "FROM [=baseImage]\nRUN [=other]\n");

        assertRefused(
                () -> write(image("openfl==1.9", "")), "gramine/Dockerfile, line 2, column 7: there is no other.");
    }

    private Sha256 write(FirstImage image) throws IOException {
        return FirstImageContext.write(context, workspace.open(), WorkspaceArchive.of(workspace.open()), image);
    }

    private static void assertRefused(ThrowingCallable refused, String message) {
        assertThatThrownBy(refused).isInstanceOf(GraminizeException.class).hasMessageStartingWith(message);
    }

    private static FirstImage image(String openfl, String pipOptions) {
        return new FirstImage(
                "base:1",
                new PipInstall(
                        openfl,
                        new BuildFiles(Optional.empty(), Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        pipOptions),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                LibraryChanges.NONE);
    }

    private static FirstImage image(@Nullable Path constraints, @Nullable Path wheelhouse, @Nullable Path caBundle) {
        return new FirstImage(
                "base:1",
                new PipInstall(
                        "openfl==1.9",
                        new BuildFiles(
                                Optional.ofNullable(constraints),
                                Optional.ofNullable(wheelhouse),
                                Optional.ofNullable(caBundle)),
                        Optional.empty(),
                        ""),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                LibraryChanges.NONE);
    }
}
