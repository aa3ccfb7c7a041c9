package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the versions of Gramine and Python in an image. */
final class InstallationsTest {

    private static final String LIBOS = "usr/lib/x86_64-linux-gnu/gramine/libsysdb.so";
    private static final String STATUS = "var/lib/dpkg/status";
    private static final String DESCRIPTION = "opt/openfl-gramine/python.json";

    private final RootfsTar rootfs = new RootfsTar();

    @Test
    void the_version_of_gramine_is_dpkgs() {
        rootfs.file(LIBOS, "x").file(STATUS, """
                Package: gramine-doc
                Version: 1.5

                Package: gramine
                Status: install ok installed
                Description: a library OS
                 Version: not this one
                Version: 1.9-1

                Package: zlib1g
                Version: 1.2.13
                """);

        GramineInstallation gramine = GramineInstallation.of(rootfs.read());

        assertThat(gramine.directory()).isEqualTo(ImagePath.of("/usr/lib/x86_64-linux-gnu/gramine"));
        assertThat(gramine.version()).isEqualByComparingTo(GramineVersion.V1_9);
    }

    @Test
    void the_version_of_another_package_is_not_gramines() {
        rootfs.file(LIBOS, "x").file(STATUS, "Package: gramine\nStatus: x\n\nPackage: zlib1g\nVersion: 1.9\n");

        assertThatThrownBy(() -> GramineInstallation.of(rootfs.read()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("The image has Gramine's files but dpkg does not list the package gramine.");
    }

    @Test
    void a_paragraph_longer_than_a_stack_is_read() {
        rootfs.file(LIBOS, "x").file(STATUS, "Package: gramine\n" + "a\n".repeat(100_000) + "Version: 1.9\n");

        assertThat(GramineInstallation.of(rootfs.read()).version()).isEqualByComparingTo(GramineVersion.V1_9);
    }

    @Test
    void an_image_without_gramine_is_refused() {
        assertThatThrownBy(() -> GramineInstallation.of(rootfs.file("x", "").read()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(
                        "The image has no Gramine: /usr/lib/x86_64-linux-gnu/gramine/libsysdb.so is missing.")
                .hasMessageEndingWith("or install the package gramine in the base image.");
    }

    @Test
    void gramine_without_dpkg_is_refused() {
        assertThatThrownBy(() -> GramineInstallation.of(rootfs.file(LIBOS, "x").read()))
                .hasMessageContaining("dpkg does not list the package gramine");
    }

    @Test
    void python_is_as_it_described_itself() {
        rootfs.file("usr/bin/python3.11", "x").file(DESCRIPTION, """
                {"interpreter": "/usr/bin/python3.11", "version": "3.11.2", "openfl": "1.9", "stdlib": "/usr/lib/python3.11",
                 "sys_path": ["/usr/lib/python3.11", "/usr/lib/python3/dist-packages"], "more": 1}
                """);

        PythonInstallation python = PythonInstallation.of(rootfs.read());

        assertThat(python.interpreter()).isEqualTo(ImagePath.of("/usr/bin/python3.11"));
        assertThat(python.version()).isEqualTo("3.11.2");
        assertThat(python.openfl()).isEqualTo("1.9");
        assertThat(python.searchPath())
                .containsExactly(ImagePath.of("/usr/lib/python3.11"), ImagePath.of("/usr/lib/python3/dist-packages"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"interpreter\": \"/x\"}", "{\n\"sys_path\": [,]\n}"})
    void what_does_not_describe_a_python_is_refused_in_one_line(String json) {
        rootfs.file(DESCRIPTION, json);

        assertThatThrownBy(() -> PythonInstallation.of(rootfs.read()))
                .isInstanceOfSatisfying(
                        GraminizeException.class,
                        mistake -> assertThat(mistake)
                                .hasMessageStartingWith(
                                        "The first image has a /opt/openfl-gramine/python.json that does not"
                                                + " describe a Python (")
                                .message()
                                .doesNotContain("\n"));
    }

    @Test
    void a_python_that_is_not_there_is_refused() {
        rootfs.file(
                DESCRIPTION,
                "{\"interpreter\": \"/opt/python\", \"version\": \"3.11\", \"openfl\": \"1.9\", \"sys_path\": []}");

        assertThatThrownBy(() -> PythonInstallation.of(rootfs.read()))
                .hasMessageStartingWith(
                        "The first image has no /opt/python, although /opt/openfl-gramine/python.json names it.");
    }

    @Test
    void an_image_without_a_description_needs_our_script() {
        assertThatThrownBy(() -> PythonInstallation.of(rootfs.file("x", "").read()))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("The first image has no /opt/openfl-gramine/python.json."
                        + " Your own gramine/Dockerfile must run build/install, as the plugin's does.");
    }
}
