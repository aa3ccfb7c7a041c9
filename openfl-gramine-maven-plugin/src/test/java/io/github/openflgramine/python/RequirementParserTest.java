package io.github.openflgramine.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Single requirements. What is accepted and refused was compared with pip 26.3 and 23.0.1 on 30,000 generated files: each line
 * that both accept has the same name, extras, versions, address, hashes and marker in both.
 */
final class RequirementParserTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String DIGEST = "ab".repeat(32);

    @TempDir
    private Path directory;

    @BeforeEach
    void putPackages() throws IOException {
        Files.createDirectories(directory.resolve("wheels"));
        Files.writeString(directory.resolve("wheels/six-1.16.0-py2.py3-none-any.whl"), "");
        Files.writeString(Files.createDirectories(directory.resolve("pkg")).resolve("pyproject.toml"), "");
        Files.createDirectories(directory.resolve("numpy"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numpy | NAMED numpy [] ''",
                "  Zope.Interface==8.0 | NAMED zope-interface [] '==8.0'",
                "torch [cpu, A_b] >=2 , <3 ; python_version < '3.12' | NAMED torch [a-b, cpu] '>=2,<3'",
                "a ( ==1.0 ) | NAMED a [] '==1.0'",
                "a()| NAMED a [] ''",
                "a>=1,| NAMED a [] '>=1'",
                "a===whatever*1 | NAMED a [] '===whatever*1'",
                "a~=1.0.dev3 | NAMED a [] '~=1.0.dev3'",
                "a==1!2.0+cu118 | NAMED a [] '==1!2.0+cu118'",
                "a[b] @ https://e.org/x.zip#sha256=00 ; os_name=='nt' | URL a [b] '' https://e.org/x.zip#sha256=00",
                "a@git+https://e.org/a.git@main | VCS a [] '' git+https://e.org/a.git@main",
                "git+ssh://git@e.org/a.git@v1#egg=A&subdirectory=s | VCS a [] '' git+ssh://git@e.org/a.git@v1#egg=A&subdirectory=s",
                "git+https://e.org/a.git#egg=a[x] | VCS a [x] '' git+https://e.org/a.git#egg=a[x]",
                "https://e.org/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl ; os_name=='posix' | URL torch [] '==2.3.1+cu121'"
                        + " https://e.org/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl",
                "./wheels/six-1.16.0-py2.py3-none-any.whl | PATH six [] '==1.16.0' wheels/six-1.16.0-py2.py3-none-any.whl",
                "wheels/six-1.16.0-py2.py3-none-any.whl[x] | PATH six [x] '==1.16.0' wheels/six-1.16.0-py2.py3-none-any.whl",
                "./pkg[x,y] | PATH ? [x, y] '' pkg",
                "pkg | NAMED pkg [] ''",
            })
    void pip_and_this_parser_see_the_same(String text, String expected) {
        assertThat(described(text)).isEqualTo(expected.replace("./", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-e | a package's name",
                "numpy=1.0 | has =1.0 where a version such as ==1.0",
                "numpy==1.0foo | has foo where a comma",
                "numpy>=1.0 <2 | has <2 where a comma",
                "numpy===1,=>2 | has =>2 where a version",
                "numpy[a b] | a comma or ]",
                "numpy(>=1 | where ) is expected",
                "a; python_version > | a variable such as python_version",
                "a; python_version = '3' | an operator such as ==",
                "a; platform == 'x' | a variable such as python_version",
                "a; os_name == 'x' os_name == 'y' | \"and\", \"or\" or the end",
                "a; (os_name == 'x' | where ) is expected",
                "a @ | an address",
                "a @ somewhere | has no address behind the name",
                "a @ https://e.org/x y | a semicolon or the end",
                "git+https://e.org/a@ | names no revision",
                "https://e.org/bad.whl | NAME-VERSION-PYTHON-ABI-PLATFORM.whl",
                "./wheels | neither pyproject.toml nor setup.py",
                "./absent | a package's name",
                "'é' | a package's name",
            })
    void what_pip_refuses_is_refused_with_the_place(String text, String told) {
        assertThatThrownBy(() -> described(text))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("list.txt ")
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "numpy==2.3.5",
                "numpy == 2.3.5",
                "numpy (==2.3.5)",
                "numpy==2.3.5,!=2.3.4",
                "torch[cpu]===2.7.0+cpu ; python_version < '3.12'",
                "a @ https://e.org/a-1.0-py3-none-any.whl#sha256="
                        + "abababababababababababababababababababababababababababababababab",
                "https://e.org/a.tar.gz#egg=a&sha256="
                        + "abababababababababababababababababababababababababababababababab",
                "a @ git+https://e.org/a.git@" + COMMIT,
                "git+https://user:x@e.org/a.git@" + COMMIT + "#egg=a",
                "git+ssh://git@e.org/a.git@" + COMMIT,
                "./wheels/six-1.16.0-py2.py3-none-any.whl",
                "./pkg",
            })
    void versions_hashes_whole_commits_and_files_of_the_workspace_are_pinned(String text) {
        assertThat(parse(text).isPinned()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "numpy",
                "numpy<2.4",
                "numpy==2.*",
                "numpy>=1,<3",
                "numpy~=2.3",
                "numpy!=2.3.4",
                "numpy===",
                "a @ https://e.org/a-1.0-py3-none-any.whl",
                "a @ https://e.org/a.zip#sha256=00",
                "a @ https://e.org/a.zip#md5=d41d8cd98f00b204e9800998ecf8427e",
                "a @ git+https://e.org/a.git",
                "a @ git+https://e.org/a.git@main",
                "a @  git+https://e.org/a.git@main",
                "git+https://e.org/a.git@v1.0#egg=a",
                "git+https://" + COMMIT + "@e.org/a.git@main",
                "git+https://e.org/a.git#" + COMMIT,
                "git+https://e.org/a.git@01234567",
                "svn+https://e.org/a@12#egg=a",
            })
    void what_may_be_another_package_tomorrow_is_not(String text) {
        assertThat(parse(text).isPinned()).isFalse();
    }

    @Test
    void an_editable_requirement_is_never_pinned() {
        assertThat(editable("git+https://e.org/a.git@" + COMMIT + "#egg=a"))
                .returns(Requirement.Kind.EDITABLE, Requirement::kind)
                .returns(false, Requirement::isPinned);
        assertThat(editable("a @ git+https://e.org/a.git@" + COMMIT).isPinned()).isFalse();
        assertThat(editable("./pkg[x]").path()).contains("./pkg");
        assertThatThrownBy(() -> editable("https://e.org/a.zip")).hasMessageContaining("neither a directory nor");
        assertThatThrownBy(() -> editable("git+https://e.org/a.git")).hasMessageContaining("without #egg=NAME");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://user:s3cr3t@e.org/a.zip", "git+https://s3cr3t@e.org/a.git", "https://p:s3cr3t@x@e.org/a"
            })
    void an_address_is_shown_without_its_credentials(String text) {
        PackageAddress address = parse("a @ " + text).address().orElseThrow();

        assertThat(address.text()).isEqualTo(text);
        assertThat(address).asString().contains("e.org/a").doesNotContain("s3cr3t");
    }

    @Test
    void names_are_the_same_whatever_their_case_and_their_punctuation() {
        assertThat(new PythonName("Ruamel._-Yaml_"))
                .isEqualTo(new PythonName("ruamel.yaml-"))
                .hasToString("ruamel-yaml-");
    }

    private Requirement parse(String text) {
        return Requirements.parse("list.txt", text.replace("DIGEST", DIGEST), directory);
    }

    private Requirement editable(String text) {
        return new RequirementParser(new RequirementLine("list.txt", 1), directory, java.util.List.of())
                .parseEditable(text);
    }

    private String described(String text) {
        Requirement one = parse(text);
        return "%s %s %s '%s' %s"
                .formatted(
                        one.kind(),
                        one.name().map(PythonName::value).orElse("?"),
                        one.extras().stream().sorted().collect(Collectors.joining(", ", "[", "]")),
                        one.versions(),
                        one.address()
                                .map(PackageAddress::text)
                                .or(one::path)
                                .map(from -> from.replaceFirst("^\\./", ""))
                                .orElse(""))
                .strip();
    }
}
