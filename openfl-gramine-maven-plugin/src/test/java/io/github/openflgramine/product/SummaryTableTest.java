package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What results look like on a console. */
final class SummaryTableTest {

    @Test
    void what_has_no_value_has_no_line_and_what_is_empty_is_none() {
        Map<String, Object> objection = new LinkedHashMap<>();
        objection.put("check", "policy");
        objection.put("accepted_by", null);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("objections", List.of(objection));
        result.put("warnings", List.of());
        result.put("a_long_name_without_value", null);

        assertThat(SummaryTable.of(result)).isEqualTo("objections\n  check  policy\nwarnings    none\n");
    }
}
