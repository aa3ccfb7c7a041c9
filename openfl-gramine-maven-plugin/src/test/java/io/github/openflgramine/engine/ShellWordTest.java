package io.github.openflgramine.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.HostileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The border to shells: each value is one word for the shells of Debian. */
final class ShellWordTest {

    @TempDir
    private Path directory;

    @Test
    void a_shell_reads_a_quoted_word_as_it_was() throws Exception {
        for (String shell : List.of("dash", "bash", "sh")) {
            assertThat(read(shell, ShellWord::quoted)).as(shell).isEqualTo(HostileText.all());
            assertThat(read(shell, ShellWord::inSingleQuotes)).as(shell).isEqualTo(HostileText.all());
        }
        assertThat(directory.resolve("pwned")).doesNotExist();
    }

    @Test
    void a_shell_reads_what_is_between_double_quotes_as_it_was() throws Exception {
        for (String shell : List.of("dash", "bash")) {
            assertThat(read(shell, text -> '"' + ShellWord.betweenDoubleQuotes(text) + '"'))
                    .as(shell)
                    .isEqualTo(HostileText.all());
        }
        assertThat(directory.resolve("pwned")).doesNotExist();
    }

    @Test
    void a_NUL_is_refused() {
        assertThatThrownBy(() -> ShellWord.quoted("a\0b"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("contains a NUL: 'a?b'");
    }

    /** Has a shell print each word, and returns what it printed. */
    private List<String> read(String shell, UnaryOperator<String> quoted) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder();
        for (String text : HostileText.all()) {
            script.append("printf '%s\\0' ").append(quoted.apply(text)).append('\n');
        }
        Path file = Files.writeString(directory.resolve("script"), script);
        Process process = new ProcessBuilder(shell, file.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        List<String> words = new ArrayList<>(List.of(output.split("\0", -1)));
        words.remove(words.size() - 1);
        return words;
    }
}
