package io.github.openflgramine.openfl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * {@code local_state/tensor.db}, where an aggregator of OpenFL 1.9 saves the model of each finished round if the plan
 * sets {@code persist_checkpoint}. An aggregator that finds this file always resumes from it.
 */
public final class Checkpoint {

    private Checkpoint() {}

    /**
     * Returns the number of finished rounds. Returns empty if the file does not have it: another OpenFL version wrote
     * it, it is damaged, or the machine stopped while it was written, so SQLite will first roll back its journal.
     */
    public static OptionalInt finishedRounds(Path database) {
        Path journal = database.resolveSibling(database.getFileName() + "-journal");
        try {
            if (Files.exists(journal) && Files.size(journal) > 0) {
                return OptionalInt.empty();
            }
            try (SqliteFile file = SqliteFile.open(database)) {
                int rounds = 0;
                for (List<Object> row : file.rows("key_value_store")) {
                    // The value is the index of the last finished round, starting at 0.
                    if (row.size() == 2 && row.get(0).equals("round_number") && row.get(1) instanceof Number last) {
                        rounds = Math.addExact(Math.toIntExact(last.longValue()), 1);
                    }
                }
                return OptionalInt.of(rounds);
            }
        } catch (IOException | ArithmeticException e) {
            return OptionalInt.empty();
        }
    }
}
