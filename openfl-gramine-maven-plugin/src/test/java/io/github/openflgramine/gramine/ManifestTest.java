package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ManifestTest {

    @Test
    void tells_where_a_key_stands() {
        Manifest manifest = Manifest.parse("a.b = 1\n\n[c]\nd = [1,\n  { e = 2 }]\n", "m");

        assertThat(manifest.at(List.of("a", "b"))).isEqualTo("m, line 1, column 1");
        assertThat(manifest.at(List.of("c", "d", 1, "e"))).isEqualTo("m, line 5, column 5");
        assertThat(manifest.at(List.of("c", "absent"))).isEqualTo("m, line 3, column 1");
        assertThat(manifest.at(List.of("absent"))).isEqualTo("m");
        assertThat(manifest.at(List.of("a", "b", "c", 7))).isEqualTo("m, line 1, column 1");
    }

    @Test
    void several_mistakes_are_told_at_once() {
        assertThatThrownBy(() -> Manifest.parse("a = \nb = 1\nb = 2\nc = 0z\n", "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("m is not TOML: line 1, column 5: ")
                .hasMessageContaining("; line 3, column 1: b previously defined")
                .hasMessageContaining("; line 4, column ");
    }

    @Test
    void the_value_at_a_path_that_is_not_there_is_empty() {
        Manifest manifest = Manifest.parse("a.b = 1\n", "m");

        assertThat(manifest.get("a", "b")).contains(1L);
        assertThat(manifest.get("a", "c")).isEmpty();
        assertThat(manifest.get("a", "b", "c")).isEmpty();
    }

    @Test
    void a_text_whose_mistakes_would_fill_the_heap_is_refused_before_it_is_parsed() {
        assertThatThrownBy(() -> Manifest.parse("l\n".repeat(200_001), "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(
                        "m has 400002 characters in 200001 lines; expected at most 16777216 in 200000.");
        assertThatThrownBy(() -> Manifest.parse("a=1".repeat(6 << 20), "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("m has 18874368 characters in 1 lines");
    }

    @Test
    void any_text_gives_a_document_or_a_clear_refusal() throws Exception {
        String text = Golden.text("09-hex-size-and-comments", "openfl.manifest");
        Random random = new Random(9);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int flips = 0; flips <= round % 6; flips++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Golden.signer().complete(new String(bytes, StandardCharsets.UTF_8), "m");
            } catch (GraminizeException refused) {
                assertThat(refused.remedy()).isNotEmpty();
            }
        }
    }
}
