package io.github.openflgramine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineSplitterTest {

    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    @Test
    void a_line_is_handed_over_when_its_end_arrives() {
        accept("first\nsec");
        assertThat(lines).containsExactly("first");
        accept("ond\r\n");
        assertThat(lines).containsExactly("first", "second");
    }

    @Test
    void a_character_cut_in_two_stays_one_character() {
        byte[] text = "é\n".getBytes(StandardCharsets.UTF_8);
        splitter.accept(new byte[] {text[0]});
        splitter.accept(new byte[] {text[1], text[2]});
        assertThat(lines).containsExactly("é");
    }

    @Test
    void a_last_piece_without_line_feed_is_a_line() {
        accept("end");
        splitter.end();
        splitter.end();
        assertThat(lines).containsExactly("end");
    }

    private void accept(String text) {
        splitter.accept(text.getBytes(StandardCharsets.UTF_8));
    }
}
