package io.github.openflgramine.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NameBytesTest {

    @Test
    void utf8_becomes_what_it_says() {
        String name = "ünïcödé_名前_😀";

        assertThat(NameBytes.decode(name.getBytes(UTF_8))).isEqualTo(name);
        assertThat(NameBytes.isUtf8(name)).isTrue();
        assertThat(NameBytes.printable(name)).isEqualTo(name);
    }

    @Test
    void a_byte_that_is_no_utf8_is_carried_as_python_carries_it_and_shown_escaped() {
        String name = NameBytes.decode(HexFormat.of().parseHex("61ff62"));

        assertThat(name).isEqualTo("a\udcffb");
        assertThat(NameBytes.isUtf8(name)).isFalse();
        assertThat(NameBytes.printable(name)).isEqualTo("a\\xffb");
    }

    @Test
    void a_backslash_is_shown_so_that_it_cannot_be_taken_for_an_escape() {
        assertThat(NameBytes.printable("a\\xff\n")).isEqualTo("a\\\\xff\\x0a");
    }

    @Test
    void overlong_forms_surrogates_and_cut_sequences_are_no_utf8() {
        for (String hex : new String[] {
            "c080", "c1bf", "e08080", "eda080", "edb380", "f0808080", "f4908080", "f5808080", "e282", "80"
        }) {
            byte[] bytes = HexFormat.of().parseHex(hex);

            assertThat(NameBytes.isUtf8(NameBytes.decode(bytes))).as(hex).isFalse();
            assertThat(NameBytes.encode(NameBytes.decode(bytes))).as(hex).isEqualTo(bytes);
        }
    }

    @Test
    void the_first_and_the_last_character_of_each_length_are_utf8() {
        for (String hex :
                new String[] {"00", "7f", "c280", "dfbf", "e0a080", "ed9fbf", "ee8080", "efbfbf", "f0908080", "f48fbfbf"
                }) {
            byte[] bytes = HexFormat.of().parseHex(hex);

            assertThat(NameBytes.decode(bytes)).as(hex).isEqualTo(new String(bytes, UTF_8));
            assertThat(NameBytes.isUtf8(NameBytes.decode(bytes))).as(hex).isTrue();
        }
    }

    @Test
    void any_bytes_come_back_and_no_two_names_become_one() {
        Random random = new Random(1);
        Set<String> names = new HashSet<>();
        Set<String> hex = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(6)];
            random.nextBytes(bytes);
            String name = NameBytes.decode(bytes);

            assertThat(NameBytes.encode(name)).isEqualTo(bytes);
            names.add(name);
            hex.add(HexFormat.of().formatHex(bytes));
        }
        assertThat(names).hasSameSizeAs(hex);
    }
}
