package io.github.openflgramine.openfl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * {@code local_state/tensor.db}, in which an aggregator of OpenFL 1.9 keeps the model of each finished round where the plan says
 * {@code persist_checkpoint}. An aggregator that finds one goes on from it, asked or not.
 */
public final class Checkpoint {

    private Checkpoint() {}

    /**
     * How many rounds are done. Empty where the file does not tell: it is another OpenFL's, is damaged, or was being written
     * when the machine stopped, so that SQLite will first take back what its journal says.
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
                    // Its value is the number of the last finished round, the first of which is 0.
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
