package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ProductionRuleTest {

    private static final Path MANUAL = Path.of("../docs/production.md");
    private static final String HEAD = "| refused | set by | what to do |\n|---|---|---|\n";

    @Test
    void the_manuals_table_has_these_rules() throws IOException {
        String manual = Files.readString(MANUAL);
        int start = manual.indexOf(HEAD);
        int end = manual.indexOf("\n\n", start);
        assertThat(start).isPositive();
        String rows =
                Arrays.stream(ProductionRule.values()).map(ProductionRule::row).collect(Collectors.joining("\n"));

        GoldenFile.assertIs(
                MANUAL, manual.substring(0, start) + HEAD + rows + manual.substring(end), ProductionRuleTest.class);
    }
}
