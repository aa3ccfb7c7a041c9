package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import org.junit.jupiter.api.Test;

final class CollaboratorRegisterTest {

    @Test
    void an_empty_file_becomes_a_list() {
        assertExtended("", "collaborators:\n- one\n");
    }

    @Test
    void what_fx_wrote_is_extended() {
        assertExtended("collaborators:\n- zero\n", "collaborators:\n- zero\n- one\n");
    }

    @Test
    void comments_survive() {
        assertExtended(
                "# who\ncollaborators:\n  # north\n  - zero # first\n  # south\n  - two\n# end\nother: 1\n",
                "# who\ncollaborators:\n  # north\n  - zero # first\n  # south\n  - two\n  - one\n# end\nother: 1\n");
    }

    @Test
    void a_list_that_is_still_empty_keeps_its_comments() {
        assertExtended("# who\ncollaborators:\n  # none yet\n", "# who\ncollaborators:\n- one\n  # none yet\n");
    }

    @Test
    void a_list_in_brackets_stays_in_brackets() {
        assertExtended("collaborators: [] # none yet\n", "collaborators: [one] # none yet\n");
        assertExtended("collaborators: [zero, two]\n", "collaborators: [zero, two, one]\n");
    }

    @Test
    void a_list_in_brackets_over_several_lines_stays_so() {
        assertExtended("collaborators: [\n  zero # first\n]\n", "collaborators: [\n  zero, one # first\n]\n");
        assertExtended("collaborators: [\n  zero,\n]\n", "collaborators: [\n  zero, one,\n]\n");
        assertExtended("{x: [a], collaborators: [zero]}\n", "{x: [a], collaborators: [zero, one]}\n");
    }

    @Test
    void a_list_behind_an_alias_is_extended_at_its_anchor() {
        assertExtended("x: &a [one1, two]\ncollaborators: *a\n", "x: &a [one1, two, one]\ncollaborators: *a\n");
        assertExtended(
                "x: &a\n  - zero\n  - two # second\ny: 1\ncollaborators: *a\n",
                "x: &a\n  - zero\n  - two # second\n  - one\ny: 1\ncollaborators: *a\n");
        assertExtended("x: &a [p]\ny: &a [q]\ncollaborators: *a\n", "x: &a [p]\ny: &a [q, one]\ncollaborators: *a\n");
    }

    @Test
    void names_behind_aliases_stay() {
        assertExtended(
                "first: &f zero\ncollaborators:\n- *f\n- &g two\n",
                "first: &f zero\ncollaborators:\n- *f\n- &g two\n- one\n");
    }

    @Test
    void names_in_quotes_and_keys_in_quotes_are_extended() {
        assertExtended("'collaborators':\n- \"zero\"\n", "'collaborators':\n- \"zero\"\n- one\n");
    }

    @Test
    void characters_outside_the_basic_plane_do_not_shift_the_place() {
        assertExtended(
                "# \ud83c\udfe5\ud83c\udfe5\ncollaborators:\n- zero\n",
                "# \ud83c\udfe5\ud83c\udfe5\ncollaborators:\n- zero\n- one\n");
    }

    @Test
    void line_ends_of_windows_stay() {
        assertExtended("collaborators:\r\n- zero\r\n", "collaborators:\r\n- zero\r\n- one\r\n");
    }

    @Test
    void what_openfl_would_not_read_as_a_name_is_refused() {
        for (String listed : new String[] {"- 1", "- no", "- 2020-01-01", "- [a]", "- ~", "  north: 1"}) {
            assertThatThrownBy(() -> new CollaboratorRegister("collaborators:\n" + listed + "\n").with("one"))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("plan/cols.yaml");
        }
    }

    @Test
    void other_keys_stay() {
        assertExtended("x: 1", "x: 1\ncollaborators:\n- one\n");
    }

    @Test
    void a_file_without_a_last_line_feed_is_extended() {
        assertExtended("collaborators:\n- zero", "collaborators:\n- zero\n- one\n");
    }

    @Test
    void a_name_that_is_there_stays_once() {
        CollaboratorRegister register = new CollaboratorRegister("collaborators: [one]\n");

        assertThat(register.with("one")).isEqualTo(register);
    }

    @Test
    void names_that_yaml_would_read_as_something_else_are_quoted() {
        CollaboratorRegister register =
                new CollaboratorRegister("").with("1").with("no").with("1e3").with("n.o");

        assertThat(register.text()).isEqualTo("collaborators:\n- '1'\n- 'no'\n- '1e3'\n- n.o\n");
        assertThat(register.names()).containsExactly("1", "no", "1e3", "n.o");
    }

    @Test
    void what_cannot_be_extended_safely_is_left_alone() {
        for (String text : new String[] {
            "- zero\n",
            "zero",
            "collaborators: ~\n",
            "collaborators: [a]\ncollaborators: [b]\n",
            "collaborators: [a]\n---\nx: 1\n",
            "x: &a [p]\ncollaborators: [*a]\n",
        }) {
            assertThatThrownBy(() -> new CollaboratorRegister(text).with("one"))
                    .as(text)
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("plan/cols.yaml");
        }
        assertThatThrownBy(() -> new CollaboratorRegister("collaborators: [").with("one"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("is not YAML");
    }

    @Test
    void a_list_that_is_there_twice_is_refused() {
        assertThatThrownBy(() -> new CollaboratorRegister("collaborators: [one]\ncollaborators: [two]\n").names())
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("found duplicate key collaborators");
    }

    private static void assertExtended(String before, String after) {
        assertThat(new CollaboratorRegister(before).with("one").text()).isEqualTo(after);
    }
}
