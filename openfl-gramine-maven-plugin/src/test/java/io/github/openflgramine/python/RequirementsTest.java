package io.github.openflgramine.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequirementsTest {

    private static final String HASH = "sha256:" + "8cba".repeat(16);

    @TempDir
    private Path scratch;

    private Path root;

    @BeforeEach
    void makeWorkspace() throws IOException {
        root = Files.createDirectories(scratch.resolve("demo"));
    }

    @Test
    void a_line_goes_on_behind_a_backslash_and_has_the_number_of_its_first_line() throws IOException {
        Requirements read = read("# by pip-compile\n\nnumpy==2.3.5 \\\n    --hash=" + HASH + " \\\n    --hash=" + HASH
                + "\n    # via -r requirements.in\nscipy==1.0\n");

        assertThat(read.installed()).extracting(Requirement::shown).containsExactly("numpy", "scipy");
        assertThat(read.installed().get(0).line()).hasToString("requirements.txt line 3");
        assertThat(read.installed().get(0).hashes()).containsExactly(HASH, HASH);
        assertThat(read.installed().get(1).line()).hasToString("requirements.txt line 7");
        assertThat(read.demandsHashes()).isTrue();
    }

    @Test
    void comments_begin_behind_a_blank_and_end_continued_lines() throws IOException {
        Requirements read = read("numpy # c\\\na==1 \\\n # no more\nb==1\r\nc @ https://e.org/c.zip#egg=c # d\rd==1\\");

        assertThat(read.installed().stream().map(Requirement::shown)).containsExactly("numpy", "b", "c", "d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-i https://e.org | --index-url https://e.org",
                "-ihttps://e.org | --index-url https://e.org",
                "--index https://e.org | --index-url https://e.org",
                "--extra-index-url=https://e.org | --extra-index-url https://e.org",
                "--extra 'https://e.org' | --extra-index-url https://e.org",
                "-f https://e.org/x | --find-links https://e.org/x",
                "--no-binary :all: | --no-binary :all:",
                "--pre | --pre",
                "--trusted-host e.org --prefer-binary | --trusted-host e.org, --prefer-binary",
            })
    void options_have_their_long_names(String line, String options) throws IOException {
        assertThat(read(line).options().stream().map(option -> (option.name() + " " + option.value()).strip()))
                .containsExactly(options.split(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bogus | has --bogus, which is no option of a requirements file",
                "-x | has -x, which is no option",
                "--no | can be --no-binary or --no-index or --no-require-hashes",
                "--pre=1 | gives a value to --pre",
                "-r | has -r without its value",
                "-i \"https://e.org | has no closing \"",
                "numpy --hash=md5:00 | not of the form sha256:HEX",
                "numpy== | has == where a version",
                "-c pins.txt --bogus | has --bogus",
            })
    void a_wrong_line_is_refused_with_file_and_line(String line, String told) {
        assertRefused("numpy==2.3.5\n" + line + "\n", "requirements.txt line 2 ", told);
    }

    @Test
    void options_next_to_a_requirement_are_passed_over() throws IOException {
        Requirements read = read("torch==2.7.0 --index-url https://e.org/cpu -r more.txt -C a=b\n");

        assertThat(read.installed()).hasSize(1);
        assertThat(read.options()).isEmpty();
        assertThat(read.ignored()).extracting(PipOption::name).containsExactly("--index-url", "--requirement");
    }

    @Test
    void included_files_are_read_in_their_place_from_their_own_directory() throws IOException {
        write("requirements/base.txt", "a==1\n-r more/deep.txt\n--requirement=../last.txt");
        write("requirements/more/deep.txt", "b==1\n");
        write("last.txt", "c==1\n");
        write("pins.txt", "d==4\n-r last.txt\n");

        Requirements read = read("-r requirements/base.txt\n-c pins.txt\nd\n");

        assertThat(read.installed().stream().map(Requirement::shown)).containsExactly("a", "b", "c", "c", "d");
        assertThat(read.installed().get(1).line()).hasToString("requirements/more/deep.txt line 1");
        assertThat(read.constraints().stream().map(Requirement::shown)).containsExactly("d");
        assertThat(read.texts().keySet())
                .containsExactly(
                        "last.txt",
                        "pins.txt",
                        "requirements.txt",
                        "requirements/base.txt",
                        "requirements/more/deep.txt");
    }

    @Test
    void a_circle_of_files_is_refused() throws IOException {
        write("a.txt", "\n-r sub/b.txt\n");
        write("sub/b.txt", "-c ../a.txt\n");

        assertRefused("-r a.txt\n", "sub/b.txt line 1 includes a.txt, which includes sub/b.txt itself");
        assertRefused("x\n-r ./requirements.txt", "requirements.txt line 2 includes requirements.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-r ../more.txt",
                "-c /etc/pins.txt",
                "-r sub/../../more.txt",
                "../wheels/six-1.16.0-py3-none-any.whl",
                "/opt/six-1.16.0-py3-none-any.whl",
                "--find-links ../wheels",
                "-r link.txt",
                "-r linked/more.txt",
            })
    void nothing_outside_of_the_workspace_is_read(String line) throws IOException {
        Path outside = Files.createDirectories(scratch.resolve("outside"));
        Files.writeString(outside.resolve("more.txt"), "secret\n");
        Files.createSymbolicLink(root.resolve("link.txt"), outside.resolve("more.txt"));
        Files.createSymbolicLink(root.resolve("linked"), outside);

        assertRefused("\n" + line, "requirements.txt line 2 names ", "out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-r absent.txt | names absent.txt, which does not exist",
                "-r sub | is not a file",
                "-r https://e.org/r.txt | which is not a file of the workspace",
                "-c HTTP://e.org/r.txt | which is not a file of the workspace",
                "./absent-1.0-py3-none-any.whl | which does not exist",
                "numpy @ file:///croot/numpy-1.0-cp311-cp311-linux_x86_64.whl | a path of one machine",
                "certifi @ file:///croot/certifi/work/certifi | a path of one machine",
                "git+file:///home/u/a.git#egg=a | a path of one machine",
                "-e file:///home/u/a | a path of one machine",
                "--find-links file:///opt/wheels | neither an address of a server nor a directory",
                "-f absent | which does not exist",
                "--index-url ./simple | neither an address of a server nor a directory",
                ". | names the workspace's own directory",
                "-e . | has -e with a directory",
                "-e ./sub[x] | has -e with a directory",
                "./data/a-1.0-py3-none-any.whl | data/ is never part of a build",
                "-r data/more.txt | data/ is never part of a build",
            })
    void a_path_that_no_build_can_have_is_refused_with_file_and_line(String line, String told) throws IOException {
        write("sub/x", "");
        write("pyproject.toml", "");
        write("sub/setup.py", "");
        write("data/a-1.0-py3-none-any.whl", "");
        write("data/more.txt", "");

        assertRefused("# first\n" + line, "requirements.txt line 2 ", told);
    }

    @Test
    void archives_and_directories_to_install_from_are_known() throws IOException {
        write("wheels/six-1.16.0-py2.py3-none-any.whl", "");
        write("wheels/other.txt", "--find-links .\n./wheels/six-1.16.0-py2.py3-none-any.whl\n");
        write("pkg/setup.py", "");

        Requirements read = read("-f wheels\n-r wheels/other.txt\n./pkg\n");

        assertThat(read.packages()).containsExactly("pkg", "wheels", "wheels/six-1.16.0-py2.py3-none-any.whl");
        assertThat(read.installed())
                .extracting(Requirement::kind)
                .containsExactly(Requirement.Kind.PATH, Requirement.Kind.PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"numpy[x]", "-e git+https://e.org/a#egg=a", "https://e.org/a.zip", "a @"})
    void a_constraint_is_a_name_with_versions(String line) throws IOException {
        write("pins.txt", "a==1\n" + line + "\n");

        assertRefused("-c pins.txt", "pins.txt line 2 ");
    }

    @Test
    void variables_of_the_environment_are_known_by_their_first_lines() throws IOException {
        Requirements read = read("a\n--extra-index-url https://${USER_1}:${PW}@e.org\nb @ https://${PW}@e.org/b.zip\n");

        assertThat(read.variables().keySet()).containsExactly("PW", "USER_1");
        assertThat(read.variables().get("PW")).hasToString("requirements.txt line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void a_byte_order_mark_tells_the_encoding_as_pip_takes_it(String encoding) throws IOException {
        byte[] bytes = "\ufeff# f\u00fcr\r\ntorch==2.7.0\r\nnumpy\r\n".getBytes(encoding);
        Files.write(root.resolve("requirements.txt"), bytes);

        Requirements read = readFile();

        assertThat(read.installed().stream().map(Requirement::shown)).containsExactly("torch", "numpy");
        assertThat(read.texts().get("requirements.txt").encode("x\n")).isEqualTo("\ufeffx\n".getBytes(encoding));
    }

    @Test
    void a_comment_can_tell_the_encoding() throws IOException {
        byte[] bytes = "# -*- coding: latin-1 -*-\n# f\u00fcr\nnumpy\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(root.resolve("requirements.txt"), bytes);

        assertThat(readFile().installed()).hasSize(1);
    }

    @Test
    void a_password_is_in_no_message() {
        for (String line : List.of(
                "a @ https://u:s3cr3t@e.org/a.zip x",
                "-r https://u:s3cr3t@e.org/a.txt",
                "--index-url=https://u:s3cr3t@e.org 'x",
                "https://u:s3cr3t@e.org/bad.whl",
                "a @ file://u:s3cr3t@e.org/a.zip")) {
            assertThatThrownBy(() -> read(line))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageNotContaining("s3cr3t");
        }
    }

    private Requirements read(String text) throws IOException {
        write("requirements.txt", text);
        return readFile();
    }

    private Requirements readFile() throws IOException {
        return Requirements.read(root, root.resolve("requirements.txt"), List.of("data/"));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
    }

    private void assertRefused(String text, String... told) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(GraminizeException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(told));
    }
}
