package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DataRegisterTest {

    private static final String TEMPLATE = "# name,path\none,1\n\n  ";

    @Test
    void a_new_collaborator_comes_last_and_comments_survive() {
        assertThat(new DataRegister(TEMPLATE).with("two", "data/two").text())
                .isEqualTo("# name,path\none,1\ntwo,data/two\n");
    }

    @Test
    void a_known_collaborators_data_is_replaced_in_its_place() {
        assertThat(new DataRegister("one,1\n# then\ntwo,2\n").with("one", "7").text())
                .isEqualTo("one,7\n# then\ntwo,2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/data", "../data", "data/../../x", "a\nb,c"})
    void data_outside_the_workspace_is_refused(String data) {
        assertThatThrownBy(() -> new DataRegister("").with("one", data)).isInstanceOf(GraminizeException.class);
    }
}
