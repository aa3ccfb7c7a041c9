package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.ProductionRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PackageSourcesTest {

    private static final String CPU = "https://download.pytorch.org/whl/cpu";
    private static final String HASHED = "numpy==2.3.5 --hash=sha256:" + "ab".repeat(32) + "\n";

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--extra-index-url https://example.org/simple",
                "--extra-index=https://example.org/simple",
                "--find-links https://example.org/wheels.html",
                "-f http://example.org/wheels.html",
                "--trusted-host example.org",
                "--index-url http://example.org/simple",
                "-ihttp://example.org/simple",
            })
    void a_source_that_can_replace_packages_is_found_in_files_and_options(String option) throws IOException {
        assertThat(found("numpy==2.3.5\n" + option + "\n", "", ""))
                .singleElement()
                .satisfies(one -> assertThat(one.rule()).isEqualTo(ProductionRule.PACKAGE_INDEX))
                .satisfies(one -> assertThat(one.problem()).startsWith("requirements.txt line 2: --"));
        assertThat(found("numpy==2.3.5\n", "", "--no-deps " + option))
                .singleElement()
                .satisfies(one -> assertThat(one.problem()).startsWith("gramine.pipOptions: --"));
    }

    @Test
    void a_file_that_another_one_includes_is_read_too() throws IOException {
        Files.writeString(root.resolve("more.txt"), "--extra-index-url https://example.org/simple\n");

        assertThat(found("-r more.txt\n", "", ""))
                .singleElement()
                .satisfies(one -> assertThat(one.problem()).startsWith("more.txt line 1: --extra-index-url"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--index-url https://pypi.example.org/simple", "--no-deps --timeout=60", "--pre", ""})
    void one_index_over_tls_and_other_options_are_accepted(String options) throws IOException {
        assertThat(found("numpy==2.3.5\n", "", options)).isEmpty();
    }

    @Test
    void the_wheel_index_needs_names_or_hashes() throws IOException {
        assertThat(found("torch==2.7.0\n", CPU, ""))
                .singleElement()
                .satisfies(one -> assertThat(one.problem())
                        .isEqualTo("gramine.wheelIndex=" + CPU
                                + " may provide any package, also one that is meant to come from PyPI."));
        assertThat(found(HASHED, CPU, "")).isEmpty();
        assertThat(found("torch==2.7.0\n", CPU, "torch", "")).isEmpty();
        assertThat(found("torch==2.7.0\n", "http://example.org/whl", "torch", ""))
                .hasSize(1);
        assertThat(found("torch==2.7.0\n", "  ", "torch", "")).isEmpty();
    }

    @Test
    void a_directory_of_wheels_has_no_other_source() throws IOException {
        BuildFiles files = new BuildFiles(Optional.empty(), Optional.of(root), Optional.empty());
        PipInstall pip =
                new PipInstall("openfl==1.9", files, WheelIndex.of(CPU, ""), "--extra-index-url https://example.org");

        assertThat(PackageSources.in(requirements("numpy==2.3.5\n", pip), pip)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'torch==2.7.0'                        | torch              | torch==2.7.0",
                "'Torch>=2,<3 ; python_version>\"3\"' | torch, torchvision | torch>=2,<3 torchvision",
                "'torch==2.7.0; sys_platform==\"x\"'  | torch              | torch",
                "'numpy==1'                            | pillow,,           | pillow",
                "'numpy==1'                            | ''                 | ''",
            })
    void the_named_packages_are_installed_with_their_versions(String line, String names, String expected)
            throws IOException {
        PipInstall pip = install(CPU, names, "");
        WheelIndex index = pip.index().orElseThrow();

        assertThat(index.requirements(requirements(line + "\n", pip)).lines().toList())
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
        assertThat(index.requirements(requirements(HASHED, pip))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch==2.7", "torch torchvision", "../torch", "-r x", "torch;x", "t\u00f6rch"})
    void what_is_no_name_is_refused(String names) {
        assertThatThrownBy(() -> WheelIndex.of(CPU, names))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("gramine.wheelIndexPackages has " + names + "; expected names of packages");
    }

    private List<InsecureSetting> found(String text, String index, String options) throws IOException {
        return found(text, index, "", options);
    }

    private List<InsecureSetting> found(String text, String index, String packages, String options) throws IOException {
        PipInstall pip = install(index, packages, options);
        return PackageSources.in(requirements(text, pip), pip);
    }

    private static PipInstall install(String index, String packages, String options) {
        return new PipInstall(
                "openfl==1.9",
                new BuildFiles(Optional.empty(), Optional.empty(), Optional.empty()),
                WheelIndex.of(index, packages),
                options);
    }

    private PipRequirements requirements(String text, PipInstall pip) throws IOException {
        return PipRequirements.read(
                TestWorkspace.in(root).file("requirements.txt", text).open(), pip);
    }
}
