package io.github.openflgramine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ActorColoursTest {

    @Test
    void prefixes_are_of_equal_width() {
        ActorColours plain = new ActorColours(false);
        assertThat(plain.prefix("col1", 10)).isEqualTo("col1       | ").hasSameSizeAs(plain.prefix("aggregator", 10));
    }

    @Test
    void an_actor_keeps_its_colour_and_the_next_one_has_another() {
        ActorColours coloured = new ActorColours(true);
        assertThat(coloured.prefix("a", 1)).isEqualTo("\033[36ma | \033[0m").isEqualTo(coloured.prefix("a", 1));
        assertThat(coloured.prefix("b", 1)).isEqualTo("\033[33mb | \033[0m");
    }
}
