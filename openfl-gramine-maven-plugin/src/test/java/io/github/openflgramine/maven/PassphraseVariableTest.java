package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passphrases as Java decodes them in some locale, next to the bytes that the process was given. */
final class PassphraseVariableTest {

    private static final String UMLAUTS = "pä$$wörd ü=\u20ac";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"US-ASCII", "ISO-8859-1", "ISO-8859-15", "windows-1252", "UTF-8"})
    void is_utf_8_whatever_the_locale(String locale) throws IOException {
        byte[] utf8 = UMLAUTS.getBytes(StandardCharsets.UTF_8);

        assertThat(read(new String(utf8, Charset.forName(locale)), environment(utf8)))
                .isEqualTo(UMLAUTS);
    }

    @Test
    void in_ascii_needs_no_bytes() {
        assertThat(read("correct horse", directory.resolve("absent"))).isEqualTo("correct horse");
    }

    @ParameterizedTest
    @ValueSource(strings = "")
    @org.junit.jupiter.params.provider.NullSource
    void unset_or_empty_is_none(@Nullable String decoded) {
        assertThat(PassphraseVariable.read("SECRET", decoded, directory).isPresent())
                .isFalse();
    }

    @Test
    void in_another_encoding_is_refused_without_a_word_about_its_bytes() throws IOException {
        Path environment = environment("wörd".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> read("w\ufffdrd", environment))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("SECRET is not in UTF-8. Set it in a terminal, a file or a pipeline that uses UTF-8.")
                .hasNoCause();
    }

    @Test
    void without_the_bytes_is_taken_as_decoded_unless_a_character_was_lost() {
        assertThat(read("wörd", directory.resolve("absent"))).isEqualTo("wörd");
        assertThatThrownBy(() -> read("w\ufffd\ufffdrd", directory.resolve("absent")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("SECRET has a character that Java cannot read in this locale.")
                .hasMessageNotContaining("rd ");
    }

    /** Returns a file as Linux has it, where other variables have the name as a part. */
    private Path environment(byte[] value) throws IOException {
        Path file = directory.resolve("environ");
        Files.write(file, "NO_SECRET=no\0SECRETS=no\0OTHER=SECRET=no\0SECRET=".getBytes(StandardCharsets.US_ASCII));
        Files.write(file, value, java.nio.file.StandardOpenOption.APPEND);
        return Files.write(
                file, "\0LAST=no\0".getBytes(StandardCharsets.US_ASCII), java.nio.file.StandardOpenOption.APPEND);
    }

    private static String read(String decoded, Path environment) {
        try (Passphrase found = PassphraseVariable.read("SECRET", decoded, environment)) {
            return new String(found.characters());
        }
    }
}
