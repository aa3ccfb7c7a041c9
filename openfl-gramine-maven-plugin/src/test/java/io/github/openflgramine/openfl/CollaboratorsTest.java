package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CollaboratorsTest {

    @Test
    void numbered_ones_take_the_shard_of_their_number() {
        Collaborators two = Collaborators.numbered(2);
        assertThat(two.colsYaml()).isEqualTo("collaborators:\n- col1\n- col2\n");
        assertThat(two.dataYaml("col2")).isEqualTo("col2,2\n");
    }

    @Test
    void a_name_that_yaml_takes_for_something_else_is_quoted() {
        assertThat(new Collaborators(Map.of("1", "a")).colsYaml()).isEqualTo("collaborators:\n- '1'\n");
    }

    @Test
    void a_name_the_launcher_would_refuse_is_refused() {
        assertThatThrownBy(() -> new Collaborators(Map.of("a,b", "1"))).isInstanceOf(GraminizeException.class);
    }

    @Test
    void nobody_is_no_federation() {
        assertThatThrownBy(() -> Collaborators.numbered(0)).hasMessageContaining("openfl.collaborators=0");
    }
}
