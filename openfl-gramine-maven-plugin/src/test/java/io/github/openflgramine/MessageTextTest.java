package io.github.openflgramine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageTextTest {

    @ParameterizedTest
    @ValueSource(
            ints = {0, 7, 8, '\r', 0x1b, 0x7f, 0x85, 0xa0, 0xad, 0x200b, 0x202e, 0x2028, 0x2066, 0xfeff, 0xd800, 0xe000
            })
    void an_invisible_character_is_shown_by_its_number(int point) {
        assertThat(MessageText.of("a" + (char) point + "b")).isEqualTo("a\\u%04xb".formatted(point));
    }

    @Test
    void a_character_outside_of_the_first_plane_is_shown_by_both_of_its_units() {
        assertThat(MessageText.of("a\udb40\udc20b")).isEqualTo("a\\udb40\\udc20b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "f\u00fcr die Klinik …",
                "two\n    lines\ttab",
                "\u4e2d\u6587",
                "\ud83d\ude00",
                "C:\\path"
            })
    void what_is_visible_stays(String text) {
        assertThat(MessageText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see https://user:s3cr3t@host/x. | see https://…@host/x.",
                "git+https://t0ken@host:8443/x@main | git+https://…@host:8443/x@main",
                "https://u:p@ss@host/x https://v:w@host?y | https://…@host/x https://…@host?y",
                "http://:pw@host | http://…@host",
                "git+ssh://git@host/x | git+ssh://git@host/x",
                "git+ssh://git:pw@host/x | git+ssh://…@host/x",
                "https://host/a@b and c@d | https://host/a@b and c@d",
                "registry:5000/name@sha256:00 | registry:5000/name@sha256:00",
            })
    void no_address_keeps_its_credentials(String text, String shown) {
        assertThat(MessageText.of(text)).isEqualTo(shown);
        assertThat(new GraminizeException(text, text))
                .hasMessage(shown + " " + shown)
                .returns(shown, GraminizeException::problem)
                .returns(shown, GraminizeException::remedy);
    }
}
