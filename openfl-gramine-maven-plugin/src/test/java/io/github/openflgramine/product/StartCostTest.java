package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.product.StartCost.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartCostTest {

    private static final Library BLAS = new Library("/usr/lib/libopenblas.so.0", 25_000_000, 50_000_000, "numpy");
    private static final Library GRPC = new Library("/usr/lib/cygrpc.so", 13_000_000, 20_000_000, "grpc");

    @TempDir
    private Path directory;

    @Test
    void each_file_is_hashed_twice_as_it_is_looked_up_and_then_what_is_mapped_or_read() {
        StartCost cost = new StartCost(List.of(BLAS, GRPC), 900, 20_000_000, 1_000_000_000);

        assertThat(cost.libraryBytes()).isEqualTo(38_000_000);
        assertThat(cost.hashed()).isEqualTo(2 * 58_000_000L + 70_000_000 + 20_000_000);
        assertThat(cost.seconds()).isEqualTo(2.06);
    }

    @Test
    void what_was_written_is_read() throws IOException {
        StartCost cost = new StartCost(List.of(BLAS, new Library("/usr/lib/libz.so.1", 100, 190, "")), 3, 9, 7);

        cost.write(directory);

        assertThat(StartCost.read(directory)).contains(cost);
    }

    @Test
    void a_directory_without_the_document_or_with_another_one_has_no_cost() throws IOException {
        assertThat(StartCost.read(directory)).isEmpty();

        Files.writeString(directory.resolve(StartCost.FILE), "{\"libraries\": 1}");
        assertThat(StartCost.read(directory)).isEmpty();
    }

    @Test
    void more_than_before_is_told_with_the_new_libraries() {
        assertThat(cost(BLAS, GRPC).since(cost(BLAS)))
                .contains(new StartCost.Change(100_000_000, 146_000_000, List.of(GRPC)));
        assertThat(cost(BLAS).since(cost(BLAS, GRPC)))
                .contains(new StartCost.Change(146_000_000, 100_000_000, List.of()));
    }

    @Test
    void less_than_a_hundredth_or_a_megabyte_is_not_worth_a_line() {
        assertThat(cost(BLAS, new Library("/a.so", 240_000, 480_000, "")).since(cost(BLAS)))
                .isEmpty();
        assertThat(cost(new Library("/a.so", 240_000, 480_000, "")).since(cost(new Library("/a.so", 1000, 2000, ""))))
                .isEmpty();
        assertThat(cost(BLAS, new Library("/a.so", 260_000, 520_000, "")).since(cost(BLAS)))
                .isPresent();
    }

    private static StartCost cost(Library... libraries) {
        return new StartCost(List.of(libraries), 0, 0, 1_000_000_000);
    }
}
