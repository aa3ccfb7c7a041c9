package io.github.openflgramine.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParticipantTest {

    @Test
    void names_become_lower_case_as_openfl_writes_them() {
        assertThat(Participant.collaborator("Col1").fileStem()).isEqualTo("col_col1");
        assertThat(Participant.aggregator("AGG.Example.ORG").fileStem()).isEqualTo("agg_agg.example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "1", "hospital_a", "a.b-c", "x"})
    void collaborators_have_letters_digits_dots_underscores_and_hyphens(String name) {
        assertThat(Participant.collaborator(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "../up", "a/b", "a,b", "a b", "-n", ".hidden", "münchen", "a\n", "a#b"})
    void other_collaborators_are_refused(String name) {
        assertThatThrownBy(() -> Participant.collaborator(name))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "agg.example.org", "10.0.0.7", "node-1", "3com.example"})
    void aggregators_are_hosts_or_ipv4_addresses(String name) {
        assertThat(Participant.aggregator(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "auto_x", "a..b", "-a.example", "a-.example", "300.1.1.1", "1.2.3", "::1", "a:50051"})
    void other_aggregators_are_refused(String name) {
        assertThatThrownBy(() -> Participant.aggregator(name)).isInstanceOf(GraminizeException.class);
    }

    @Test
    void a_common_name_has_at_most_64_characters() {
        String longest = "a".repeat(64);
        assertThat(Participant.collaborator(longest).name()).isEqualTo(longest);
        assertThatThrownBy(() -> Participant.collaborator(longest + "a"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("has 65 characters")
                .hasMessageContaining("at most 64");
    }
}
