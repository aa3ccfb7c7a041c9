package io.github.openflgramine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserTextTest {

    private static final String TEXT = "# f\u00fcr die Klinik\r\nnumpy \u4e2d \ud83d\ude00\n";

    @ParameterizedTest
    @EnumSource(TextRules.class)
    void utf_8_is_read_with_and_without_its_mark(TextRules rules) {
        byte[] plain = TEXT.getBytes(StandardCharsets.UTF_8);
        byte[] marked = ("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_8);

        assertThat(UserText.decode(plain, "x", rules).text()).isEqualTo(TEXT);
        assertThat(UserText.decode(marked, "x", rules).text()).isEqualTo(TEXT);
        assertThat(UserText.decode(plain, "x", rules).encode(TEXT)).isEqualTo(plain);
        assertThat(UserText.decode(marked, "x", rules).encode(TEXT)).isEqualTo(marked);
        assertThat(UserText.decode(new byte[0], "x", rules).text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void pip_alone_reads_other_encodings_by_their_marks(String name) throws UnsupportedEncodingException {
        byte[] marked = ("\ufeff" + TEXT).getBytes(name);

        assertThat(UserText.decode(marked, "x", TextRules.PIP))
                .isEqualTo(new UserText(TEXT, Charset.forName(name), "\ufeff"));
        for (TextRules rules : new TextRules[] {TextRules.UTF_8, TextRules.PYTHON}) {
            assertThatThrownBy(() -> UserText.decode(marked, "a b.txt", rules))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("a b.txt is in " + name + ", as its byte order mark says.")
                    .hasMessageContaining("iconv -f " + name.substring(0, 6) + " -t UTF-8 'a b.txt'");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fc | line 1, byte 1 (0xFC)",
                "61 62 fc 0a | line 1, byte 3 (0xFC)",
                "ef bb bf 61 fc | line 1, byte 5 (0xFC)",
                "61 0a c3 bc 62 c3 0a | line 2, byte 4 (0xC3)",
                "61 0d 0a 62 0d 0a 63 80 | line 3, byte 2 (0x80)",
                "c0 80 | line 1, byte 1 (0xC0)",
                "61 ed a0 80 | line 1, byte 2 (0xED)",
                "61 e2 82 | line 1, byte 2 (0xE2)",
            })
    void a_wrong_byte_is_told_with_line_and_place_and_the_way_out(String hex, String place) {
        byte[] bytes = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);

        for (TextRules rules : TextRules.values()) {
            assertThatThrownBy(() -> UserText.decode(bytes, "requirements.txt", rules))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageStartingWith("requirements.txt " + place + " is not UTF-8. Expected UTF-8")
                    .hasMessageContaining("iconv -f WINDOWS-1252 -t UTF-8 requirements.txt");
        }
    }

    @Test
    void the_proposed_command_converts_the_file(@TempDir Path scratch) throws IOException, InterruptedException {
        Path file = scratch.resolve("my list.txt");
        Files.write(file, TEXT.replaceAll("[\u4e2d\ud83d\ude00]", "").getBytes(StandardCharsets.ISO_8859_1));
        String message = "";
        try {
            UserText.read(file, "my list.txt", TextRules.UTF_8);
        } catch (GraminizeException e) {
            message = e.remedy();
        }

        Process shell = new ProcessBuilder("sh", "-c", message.substring(message.indexOf("iconv")))
                .directory(scratch.toFile())
                .inheritIO()
                .start();

        assertThat(shell.waitFor()).isZero();
        assertThat(UserText.read(file, "my list.txt", TextRules.UTF_8).text()).contains("f\u00fcr die Klinik");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "61 00 0a 00 | UTF-16LE",
                "00 61 00 0a | UTF-16BE",
            })
    void utf_16_without_a_mark_is_recognised(String hex, String name) {
        byte[] bytes = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);

        assertThatThrownBy(() -> UserText.decode(bytes, "x", TextRules.PIP))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("it seems to be in UTF-16 without a byte order mark")
                .hasMessageContaining("iconv -f " + name + " -t UTF-8 x");
    }

    @Test
    void a_nul_is_refused_with_its_place() {
        byte[] bytes = "first\nse\0cond".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> UserText.decode(bytes, "x", TextRules.UTF_8))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("x line 2, byte 3 is NUL: it is not a text.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "# -*- coding: latin-1 -*- | ISO-8859-1",
                "# coding: latin1 | ISO-8859-1",
                "# vim: set fileencoding=cp1252 : | windows-1252",
                "#!/usr/bin/env python3\\n# encoding: iso-8859-15 | ISO-8859-15",
                "# coding=koi8-r | KOI8-R",
                "# coding: utf_8 | UTF-8",
                "# coding: shift_jis | Shift_JIS",
            })
    void a_comment_tells_the_encoding_of_python_and_of_requirements(String comment, String name) throws IOException {
        String text = comment.replace("\\n", "\n") + "\nX = '\u043f\u00fc\u30ab'\n";
        byte[] bytes = text.replaceAll(
                        name.startsWith("KOI")
                                ? "[\u00fc\u30ab]"
                                : name.startsWith("S")
                                        ? "[\u00fc\u043f]"
                                        : name.equals("UTF-8") ? "" : "[\u043f\u30ab]",
                        "")
                .getBytes(Charset.forName(name));

        assertThat(UserText.decode(bytes, "x.py", TextRules.PYTHON).charset()).isEqualTo(Charset.forName(name));
        assertThat(UserText.decode(bytes, "x.txt", TextRules.PIP).charset()).isEqualTo(Charset.forName(name));
    }

    @Test
    void a_comment_counts_where_python_looks_for_it() {
        byte[] late = "import os\n# coding: latin-1\n# \u00fc\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] third = "\n\n# coding: latin-1\n# \u00fc\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] indented = "  # coding: latin-1\n# \u00fc\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> UserText.decode(late, "x.py", TextRules.PYTHON))
                .hasMessageContaining("line 3, byte 3");
        assertThat(UserText.decode(late, "x.txt", TextRules.PIP).charset()).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> UserText.decode(third, "x.py", TextRules.PYTHON))
                .hasMessageContaining("line 4");
        assertThat(UserText.decode(indented, "x.py", TextRules.PYTHON).charset())
                .isEqualTo(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> UserText.decode(indented, "x.txt", TextRules.PIP))
                .hasMessageContaining("line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"klingon", "utf-16", "hex"})
    void an_encoding_that_no_text_can_declare_is_refused(String name) {
        byte[] bytes = ("# coding: " + name + "\n").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> UserText.decode(bytes, "x.py", TextRules.PYTHON))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("x.py line 1 declares the encoding " + name);
    }

    @Test
    void a_mark_of_utf_8_and_another_declaration_contradict_each_other() {
        byte[] bytes = "\ufeff# coding: latin-1\n".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> UserText.decode(bytes, "x.py", TextRules.PYTHON))
                .hasMessageStartingWith("x.py has a byte order mark of UTF-8, but declares the encoding ISO-8859-1");
        assertThat(UserText.decode(bytes, "x.txt", TextRules.PIP).charset()).isEqualTo(StandardCharsets.UTF_8);
    }
}
