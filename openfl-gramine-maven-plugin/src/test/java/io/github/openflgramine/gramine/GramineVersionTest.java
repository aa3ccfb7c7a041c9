package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GramineVersionTest {

    @ParameterizedTest
    @CsvSource({
        "1.5,1.5",
        "1.6.2,1.6.2",
        "1.9,1.9",
        "1.9+standin,1.9+standin",
        "1:1.8-1,1.8-1",
        "1.9~rc1,1.9~rc1",
        " 1.7 ,1.7"
    })
    void reads_versions_as_packages_write_them(String text, String shown) {
        assertThat(GramineVersion.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.4", "1.4.1", "1.10", "2.0", "1.9x", "v1.9", "1.99999", "latest"})
    void what_is_no_known_version_is_refused(String text) {
        assertThatThrownBy(() -> GramineVersion.parse(text))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("Gramine " + text + " is not supported (1.5 to 1.9)");
    }

    @Test
    void versions_are_ordered_by_number() {
        assertThat(GramineVersion.parse("1.6.2"))
                .isGreaterThan(GramineVersion.V1_6)
                .isLessThan(GramineVersion.V1_8);
        assertThat(GramineVersion.parse("1.9+standin")).isEqualByComparingTo(GramineVersion.V1_9);
    }

    @Test
    void the_stand_in_is_known_by_its_name() {
        assertThat(GramineVersion.parse("1.9+standin").isStandIn()).isTrue();
        assertThat(GramineVersion.parse("1.9+deb12").isStandIn()).isFalse();
    }
}
