package io.github.openflgramine.python;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.Fuzz;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements that nobody would write. */
final class RequirementsFuzzTest {

    private static final List<byte[]> VALID = List.of(
            bytes("numpy==2.3.5 \\\n    --hash=sha256:8cba \\\n    --hash=sha256:8cbb  # pinned\n-r more.txt\n"),
            bytes(
                    "a[b,c] @ git+https://example.org/a.git@main#egg=a ; python_version < '3.12' and os_name != \"nt\"\n"),
            bytes("--extra-index-url='https://example.org' --pre\n-e git+https://example.org/a#egg=a\n-c more.txt\n"),
            bytes(
                    "# coding: latin-1\n./pkg[x]\ntorch>=2,<3,!=2.5.*; (extra == 'x')\nwheels/six-1.16.0-py3-none-any.whl\n"),
            "\ufeffnumpy===2.3.5+cpu\r\n${NAME}\r\n".getBytes(StandardCharsets.UTF_16LE));

    @TempDir
    private Path root;

    @BeforeEach
    void putFiles() throws IOException {
        Files.writeString(root.resolve("more.txt"), "six==1.16.0\n");
        Files.writeString(Files.createDirectories(root.resolve("pkg")).resolve("setup.py"), "");
        Files.writeString(
                Files.createDirectories(root.resolve("wheels")).resolve("six-1.16.0-py3-none-any.whl"), "wheel");
    }

    @Test
    void any_requirements_are_read_or_refused() throws IOException {
        Fuzz.fuzz("requirements", VALID, 1, (bytes, hostile) -> {
            Files.write(root.resolve("requirements.txt"), bytes);
            Requirements.read(root, root.resolve("requirements.txt"), List.of("data/"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a===", "a==1", "a>=1", "a[", "a; (", "a @ https://e.org/", "./", "git+https://e.org/a@", "a (>1"
            })
    void a_line_without_an_end_is_refused(String begin) throws IOException {
        for (String more : List.of("x", ".1", ",", "[", "(", "@", " ", "#", "-", "==1,", " or ")) {
            Files.writeString(root.resolve("requirements.txt"), begin + more.repeat(1 << 17) + "z");

            assertThatThrownBy(() -> Requirements.read(root, root.resolve("requirements.txt"), List.of()))
                    .as(more)
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageStartingWith("requirements.txt line 1 ");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
