package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProductionVerdictTest {

    @TempDir
    private Path directory;

    private final BuildLog log = new BuildLog(line -> {}, line -> {});

    @Test
    void what_every_goal_of_a_build_found_is_written_and_read_again() throws IOException {
        Set<InsecureSetting> told = new LinkedHashSet<>();
        new ProductionGate(false, told, log).pass(InsecureSettings.ofUnsigned("demo:1"));
        ProductionGate last = new ProductionGate(false, told, log);
        last.pass(InsecureSettings.ofUnsignedKits());

        last.verdict().write(directory);

        ProductionVerdict read = ProductionVerdict.read(directory).orElseThrow();
        assertThat(read).isEqualTo(last.verdict());
        assertThat(read.production()).isFalse();
        assertThat(read.insecureSettings())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("Not signed: demo:1 runs under gramine-direct only");
    }

    @Test
    void a_build_for_production_that_reached_its_end_has_none() throws IOException {
        new ProductionGate(true, log).verdict().write(directory);

        assertThat(ProductionVerdict.read(directory)).contains(new ProductionVerdict(true, List.of()));
    }

    @Test
    void no_document_and_another_one_are_no_verdict() throws IOException {
        assertThat(ProductionVerdict.read(directory)).isEmpty();

        for (String other : List.of("{}", "[]", "{\"production\": \"yes\", \"insecure_settings\": []}", "{\"produ")) {
            Files.writeString(directory.resolve(ProductionVerdict.FILE), other);
            assertThat(ProductionVerdict.read(directory)).as(other).isEmpty();
        }
    }
}
