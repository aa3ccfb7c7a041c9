package io.github.openflgramine.trusted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.image.Walk;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSelectionTest {

    private static final String LIB = "/usr/lib/x86_64-linux-gnu";
    private static final String NEEDED = "needed /**/*.so*";

    @TempDir
    Path root;

    private TestFiles files;

    @BeforeEach
    void layOut() {
        files = new TestFiles(root);
    }

    @Test
    void libraries_are_listed_as_far_as_something_listed_needs_them() {
        files.needing("/usr/bin/python3.11", "liba.so.1", "libnowhere.so.1")
                .needing(LIB + "/liba.so.1", "libb.so.2")
                .with(LIB + "/libb.so.2", LIB + "/libc.so.3")
                .needing(LIB + "/libx.so", "libc.so.3");

        assertThat(files.listedBy(NEEDED, "include ${interpreter}"))
                .containsExactly("/usr/bin/python3.11", LIB + "/liba.so.1", LIB + "/libb.so.2");
    }

    @Test
    void a_link_and_its_target_are_two_entries() {
        files.needing("/usr/bin/python3.11", "libffi.so.8")
                .withLink(LIB + "/libffi.so.8", "libffi.so.8.1.2")
                .needing(LIB + "/libffi.so.8.1.2", "libz.so.1")
                .with(LIB + "/libz.so.1");

        assertThat(files.listedBy(NEEDED, "include ${interpreter}"))
                .containsExactly(
                        "/usr/bin/python3.11", LIB + "/libffi.so.8", LIB + "/libffi.so.8.1.2", LIB + "/libz.so.1");
    }

    @Test
    void a_link_through_etc_alternatives_is_listed_by_the_name_that_is_looked_for() {
        files.needing("/usr/bin/python3.11", "libblas.so.3")
                .withLink(LIB + "/libblas.so.3", "/etc/alternatives/libblas.so.3-x86_64-linux-gnu")
                .withLink("/etc/alternatives/libblas.so.3-x86_64-linux-gnu", LIB + "/blas/libblas.so.3")
                .with(LIB + "/blas/libblas.so.3");

        assertThat(files.listedBy(NEEDED, "include ${interpreter}"))
                .containsExactly("/usr/bin/python3.11", LIB + "/blas/libblas.so.3", LIB + "/libblas.so.3");
    }

    @Test
    void what_gramines_c_library_has_is_not_taken_from_the_system() {
        files.needing("/usr/bin/python3.11", "libc.so.6", "librtmp.so.1")
                .with(LIB + "/libc.so.6", TestFiles.RUNTIME + "/libc.so.6", LIB + "/librtmp.so.1");

        assertThat(files.listedBy(NEEDED, "include ${interpreter}", "include " + TestFiles.RUNTIME))
                .containsExactly("/usr/bin/python3.11", TestFiles.RUNTIME + "/libc.so.6", LIB + "/librtmp.so.1");
    }

    @Test
    void an_extension_module_finds_its_libraries_beside_it() {
        String packages = "/usr/local/lib/python3.11/dist-packages";
        files.lookingIn(packages + "/numpy/core/umath.so", "rpath", "$ORIGIN/../../numpy.libs", "libopenblas-1a2b.so")
                .with(packages + "/numpy.libs/libopenblas-1a2b.so")
                .lookingIn(packages + "/torch/_C.so", "runpath", "/nowhere:${ORIGIN}/lib:$LIB/x", "libtorch.so")
                .with(packages + "/torch/lib/libtorch.so");

        assertThat(files.listedBy(NEEDED, "include /**/{umath,_C}.so"))
                .containsExactly(
                        packages + "/numpy.libs/libopenblas-1a2b.so",
                        packages + "/numpy/core/umath.so",
                        packages + "/torch/_C.so",
                        packages + "/torch/lib/libtorch.so");
    }

    @Test
    void rpath_comes_before_the_library_path_and_runpath_after_it() {
        files.lookingIn("/usr/bin/a", "rpath", "/usr/own", "libx.so")
                .lookingIn("/usr/bin/b", "runpath", "/usr/own", "liby.so")
                .with("/usr/own/libx.so", LIB + "/libx.so", "/usr/own/liby.so", LIB + "/liby.so");

        assertThat(files.listedBy(NEEDED, "include /usr/bin"))
                .containsExactly("/usr/bin/a", "/usr/bin/b", LIB + "/liby.so", "/usr/own/libx.so");
    }

    @Test
    void versions_for_newer_processors_are_listed_too() {
        files.needing("/usr/bin/a", "libx.so").with(LIB + "/libx.so", LIB + "/glibc-hwcaps/x86-64-v3/libx.so");

        assertThat(files.listedBy(NEEDED, "include /usr/bin"))
                .containsExactly("/usr/bin/a", LIB + "/glibc-hwcaps/x86-64-v3/libx.so", LIB + "/libx.so");
    }

    @Test
    void a_needed_library_that_a_rule_excludes_stays_out() {
        files.needing("/usr/bin/a", "libx.so").with(LIB + "/libx.so");

        assertThat(files.listedBy(NEEDED, "include /usr/bin", "exclude /**/libx.so"))
                .containsExactly("/usr/bin/a");
    }

    @Test
    void needed_modules_are_those_that_can_be_imported() {
        String pip = "/usr/lib/python3.11/pip/__pycache__";
        files.imported(pip + "/freeze.pyc", "openfl.utilities").with(pip + "/install.pyc", pip + "/cacert.pem");

        assertThat(files.listedBy("include ${python}", "needed ${python}/pip/**/*.pyc"))
                .containsExactly(pip + "/cacert.pem", pip + "/freeze.pyc");
    }

    @Test
    void a_linked_directory_is_entered_under_the_links_name_and_never_twice() {
        files.with("/usr/share/x/a.py", "/usr/lib/python3.11/b.py")
                .withLink("/usr/lib/python3.11/x", "../../share/x")
                .withLink("/usr/share/x/up", "..")
                .withLink("/usr/lib/python3.11/self", ".")
                .withLink("/usr/lib/python3.11/dangling", "nowhere");

        assertThat(files.listedBy("include ${python}"))
                .containsExactly("/usr/lib/python3.11/b.py", "/usr/lib/python3.11/x/a.py", "/usr/share/x/a.py");
    }

    @Test
    void files_outside_of_the_mounts_are_not_listed() {
        files.with("/etc/passwd", "/usr/a");

        assertThat(files.listedBy("include /**")).containsExactly("/usr/a");
    }

    @Test
    void a_name_that_is_not_utf8_is_refused_with_the_remedy() {
        ImageFilesystem image = new OneFile(new ImagePath("/usr/a\udcff"), files.image());
        EnclaveFiles read =
                EnclaveFiles.of(image, List.of(ImagePath.of("/usr")), TestFiles.RUNTIME, List.of(TestFiles.LIBRARIES));
        Decisions decisions = TestFiles.decisions(TrustedRules.of("include /usr"));

        assertThatThrownBy(() -> FileSelection.of(read, decisions))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("The rules include /usr/a\\xff, whose name is not UTF-8")
                .hasMessageContaining("gramine/trusted.txt");
    }

    /** A file system with one file, because not every disk accepts such a name. */
    private record OneFile(ImagePath path, ImageFilesystem other) implements ImageFilesystem {

        @Override
        public Walk walk(String asked) {
            Optional<ImageNode> end = entry(ImagePath.of(asked));
            return new Walk(
                    end,
                    false,
                    end.isPresent()
                            ? Optional.empty()
                            : Optional.of(new Walk.Stop(Walk.Reason.ABSENT, ImagePath.of(asked), Optional.empty())));
        }

        @Override
        public Optional<ImageNode> entry(ImagePath asked) {
            if (asked.equals(path)) {
                return Optional.of(new ImageNode(
                        path,
                        ImageNode.Kind.FILE,
                        1,
                        Optional.of(io.github.openflgramine.Sha256.digest(new byte[1])),
                        Optional.empty()));
            }
            return asked.equals(path.parent())
                    ? Optional.of(new ImageNode(asked, ImageNode.Kind.DIRECTORY, 0, Optional.empty(), Optional.empty()))
                    : Optional.empty();
        }

        @Override
        public List<ImageNode> children(ImagePath directory) {
            return List.of(resolve(path).orElseThrow());
        }

        @Override
        public Optional<byte[]> content(ImagePath asked) {
            return other.content(asked);
        }
    }
}
