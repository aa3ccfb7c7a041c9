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
    void a_list_in_brackets_over_several_lines_is_joined() {
        assertExtended("collaborators: [\n  zero\n]\n", "collaborators: [zero, one]\n");
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
        assertThatThrownBy(() -> new CollaboratorRegister("'collaborators': [zero]\n").with("one"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("plan/cols.yaml");
        assertThatThrownBy(() -> new CollaboratorRegister("collaborators: [").with("one"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("is not YAML");
    }

    @Test
    void an_alias_is_read_and_never_lost() {
        CollaboratorRegister register = new CollaboratorRegister("x: &a [one, two]\ncollaborators: *a\n");

        assertThat(register.names()).containsExactly("one", "two");
        assertThatThrownBy(() -> register.with("north"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("without alias");
        assertThat(new CollaboratorRegister("x: &x zero\ncollaborators:\n- *x\n")
                        .with("north")
                        .text())
                .isEqualTo("x: &x zero\ncollaborators:\n- *x\n- north\n");
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
