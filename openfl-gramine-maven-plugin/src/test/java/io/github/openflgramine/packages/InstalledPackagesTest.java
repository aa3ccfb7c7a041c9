package io.github.openflgramine.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.layers.ImageReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstalledPackagesTest {

    private static final String SITE = "/usr/local/lib/python3.11/dist-packages";
    private static final List<ImagePath> SEARCH_PATH =
            List.of(ImagePath.of(SITE), ImagePath.of("/usr/lib/python3/dist-packages"));

    @TempDir
    private Path root;

    @BeforeEach
    void install() throws IOException {
        file("/usr/lib/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n");
        Files.createDirectories(root.resolve("etc"));
        Files.createSymbolicLink(root.resolve("etc/os-release"), Path.of("../usr/lib/os-release"));
        Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
        file("/var/lib/dpkg/status", """
                Package: libc6
                Status: install ok installed
                Architecture: amd64
                Multi-Arch: same
                Description: GNU C Library: Shared libraries
                 Version: 0 of a description is none
                Version: 2.36-9+deb12u10

                Package: gone
                Status: deinstall ok config-files
                Architecture: amd64
                Version: 1

                Package: python3-pip
                Status: install ok installed
                Architecture: all
                Version: 23.0.1+dfsg-1
                """);
        file("/var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib\n/lib/libc.so.6\n/usr/share/doc/libc6/copyright\n");
        file("/usr/lib/libc.so.6", "libc");
        file(
                "/var/lib/dpkg/info/python3-pip.list",
                "/usr/lib/python3/dist-packages/pip/__init__.py\n/usr/lib/python3/dist-packages/pip-23.0.1.dist-info/METADATA\n");
        file("/usr/lib/python3/dist-packages/pip/__init__.py", "pip");
        file("/usr/lib/python3/dist-packages/pip/__pycache__/__init__.cpython-311.pyc", "compiled");
        file("/usr/lib/python3/dist-packages/pip-23.0.1.dist-info/METADATA", "Name: pip\nVersion: 23.0.1\n");
        file(SITE + "/numpy-2.3.5.dist-info/METADATA", """
                Metadata-Version: 2.4
                Name: numpy
                Version: 2.3.5
                License-Expression: BSD-3-Clause AND MIT
                Classifier: License :: OSI Approved :: BSD License

                Name: a description's
                """);
        file(SITE + "/numpy-2.3.5.dist-info/RECORD", """
                ../../../bin/f2py,sha256=abc,1
                "numpy/a,b.py",sha256=abc,2
                numpy/__init__.py,sha256=abc,3
                numpy/removed.py,sha256=abc,4
                numpy-2.3.5.dist-info/RECORD,,
                """);
        file("/usr/local/bin/f2py", "script");
        file(SITE + "/numpy/__init__.py", "numpy");
        file(SITE + "/numpy/a,b.py", "odd");
        file(SITE + "/click-8.dist-info/METADATA", """
                Name: click
                Version: 8
                License: UNKNOWN
                Classifier: License :: OSI Approved :: BSD License
                """);
    }

    @Test
    void an_image_has_the_packages_that_dpkg_and_pip_have_installed() {
        InstalledPackages packages = read();

        assertThat(packages.all())
                .extracting(one -> one.kind() + " " + one.name() + " " + one.version())
                .containsExactly(
                        "DEBIAN libc6 2.36-9+deb12u10",
                        "DEBIAN python3-pip 23.0.1+dfsg-1",
                        "PYTHON click 8",
                        "PYTHON numpy 2.3.5");
        assertThat(packages.system()).contains(new OperatingSystem("debian", "12"));
    }

    @Test
    void a_package_has_the_files_of_its_list_that_are_still_there_under_their_real_paths() {
        assertThat(files("libc6")).containsExactly("/usr/lib/libc.so.6");
        assertThat(files("numpy"))
                .containsExactly(
                        "/usr/local/bin/f2py",
                        SITE + "/numpy-2.3.5.dist-info/RECORD",
                        SITE + "/numpy/__init__.py",
                        SITE + "/numpy/a,b.py");
        assertThat(files("click")).isEmpty();
    }

    @Test
    void a_licence_is_an_expression_or_what_the_package_calls_it() {
        assertThat(find("numpy").licence()).contains("BSD-3-Clause AND MIT");
        assertThat(find("numpy").spdx()).isTrue();
        assertThat(find("click").licence()).contains("BSD License");
        assertThat(find("click").spdx()).isFalse();
    }

    @Test
    void the_digest_of_a_package_is_that_of_what_sha256sum_prints_for_its_files() {
        assertThat(find("libc6").digest()).isEqualTo(digest(digest("libc") + "  /usr/lib/libc.so.6\n"));
    }

    @Test
    void a_compiled_file_belongs_to_the_package_of_its_source() {
        InstalledPackages packages = read();

        assertThat(packages.owner(
                        ImagePath.of("/usr/lib/python3/dist-packages/pip/__pycache__/__init__.cpython-311.pyc")))
                .map(InstalledPackage::name)
                .contains("python3-pip");
        assertThat(packages.owner(ImagePath.of("/usr/local/bin/f2py")))
                .map(InstalledPackage::name)
                .contains("numpy");
        assertThat(packages.owner(ImagePath.of("/workspace/src/taskrunner.py"))).isEmpty();
    }

    @Test
    void an_image_without_package_managers_has_no_packages() throws IOException {
        Path empty = Files.createDirectories(root.resolve("empty"));

        InstalledPackages packages =
                InstalledPackages.of(new ImageReader().readRootFilesystem(empty).filesystem(), SEARCH_PATH);

        assertThat(packages.all()).isEmpty();
        assertThat(packages.system()).isEmpty();
    }

    private List<String> files(String name) {
        return find(name).files().stream()
                .map(ImageNode::path)
                .map(ImagePath::value)
                .toList();
    }

    private InstalledPackage find(String name) {
        return read().all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private InstalledPackages read() {
        return InstalledPackages.of(filesystem(), SEARCH_PATH);
    }

    private ImageFilesystem filesystem() {
        return new ImageReader().readRootFilesystem(root).filesystem();
    }

    private void file(String path, String content) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static Sha256 digest(String text) {
        return Sha256.digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
