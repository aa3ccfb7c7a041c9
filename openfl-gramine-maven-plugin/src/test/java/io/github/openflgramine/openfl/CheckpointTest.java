package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointTest {

    @TempDir
    private Path directory;

    private Path database;

    @BeforeEach
    void a_place_for_it() {
        database = directory.resolve("tensor.db");
    }

    @Test
    void the_finished_rounds_are_counted() throws IOException {
        Files.write(database, bytes("three-rounds.db"));
        assertThat(Checkpoint.finishedRounds(database)).hasValue(3);
    }

    @Test
    void before_the_first_round_is_over_there_are_none() throws IOException {
        Files.write(database, bytes("first-round.db"));
        assertThat(Checkpoint.finishedRounds(database)).hasValue(0);
    }

    @Test
    void a_run_that_was_interrupted_while_writing_does_not_tell() throws IOException {
        Files.write(database, bytes("three-rounds.db"));
        Files.writeString(directory.resolve("tensor.db-journal"), "undone");
        assertThat(Checkpoint.finishedRounds(database)).isEmpty();
        Files.writeString(directory.resolve("tensor.db-journal"), "");
        assertThat(Checkpoint.finishedRounds(database)).hasValue(3);
    }

    @Test
    void what_is_no_database_of_openfl_does_not_tell() throws IOException {
        assertThat(Checkpoint.finishedRounds(database)).isEmpty();
        byte[] whole = bytes("three-rounds.db");
        String otherTable =
                new String(whole, StandardCharsets.ISO_8859_1).replace("key_value_store", "key_value_stork");
        for (byte[] content : new byte[][] {
            {},
            "SQLite format 3 it is not".getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(whole, 4096),
            otherTable.getBytes(StandardCharsets.ISO_8859_1)
        }) {
            Files.write(database, content);
            assertThat(Checkpoint.finishedRounds(database)).isEmpty();
        }
    }

    @Test
    void damaged_bytes_never_break_the_reader() throws IOException {
        Random random = new Random(5);
        byte[] whole = bytes("three-rounds.db");
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = whole.clone();
            for (int change = 0; change < 20; change++) {
                // The damage is in the page of the schema or in that of key_value_store, which is the sixth.
                damaged[random.nextInt(4096) + 4096 * 5 * random.nextInt(2)] = (byte) random.nextInt(256);
            }
            Files.write(database, damaged);
            assertThat(Checkpoint.finishedRounds(database)).isNotNull();
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (var in = Objects.requireNonNull(CheckpointTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }
}
