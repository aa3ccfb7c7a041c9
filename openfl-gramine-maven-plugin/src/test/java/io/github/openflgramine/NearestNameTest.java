package io.github.openflgramine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNameTest {

    private static final List<String> KNOWN = List.of("enclaveSize", "maxThreads", "isvSvn", "sig", "date");

    @ParameterizedTest
    @CsvSource({
        "enclavesize, enclaveSize",
        "ENCLAVESIZE, enclaveSize",
        "enclaveSzie, enclaveSize",
        "maxThread, maxThreads",
        "isvSv, isvSvn",
        "dat, date",
    })
    void a_name_with_another_case_or_a_few_other_letters_has_a_nearest_one(String name, String nearest) {
        assertThat(NearestName.of(name, KNOWN)).contains(nearest);
    }

    @ParameterizedTest
    @CsvSource({"numericThreads", "memory", "sgxDevice"})
    void a_name_that_is_like_none_has_no_nearest_one(String name) {
        assertThat(NearestName.of(name, KNOWN)).isEmpty();
    }
}
