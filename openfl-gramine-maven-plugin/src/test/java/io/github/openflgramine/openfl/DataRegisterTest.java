package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import org.junit.jupiter.api.Test;

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

    @Test
    void data_that_no_container_has_is_refused() {
        assertThatThrownBy(() -> new DataRegister("").with("one", "/raid/1"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(
                        "openfl.dataPath is '/raid/1', expected a shard's number or a path below data/");
    }
}
