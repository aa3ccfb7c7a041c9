package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of {@code plan/data.yaml}. Despite its name it is not YAML: OpenFL reads lines {@code name,path}. Changes
 * keep comments and order.
 */
public record DataRegister(String text) {

    /** Returns a register with this collaborator's data, which replaces existing data. */
    public DataRegister with(String collaborator, String data) {
        check(data);
        List<String> lines = new ArrayList<>(text.stripTrailing().lines().toList());
        String line = collaborator + "," + data;
        boolean found = false;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(collaborator + ",")) {
                lines.set(i, line);
                found = true;
            }
        }
        if (!found) {
            lines.add(line);
        }
        return new DataRegister(String.join("\n", lines) + "\n");
    }

    /** Checks that the data is a shard's number or a path inside the workspace, the only values that OpenFL accepts. */
    private static void check(String data) {
        boolean inside = !data.isBlank()
                && data.lines().count() == 1
                && !Path.of(data).isAbsolute()
                && !Path.of(data).normalize().startsWith("..");
        if (!inside) {
            throw new GraminizeException(
                    "OpenFL cannot use '" + data + "' as a collaborator's data path: it must be in the workspace.",
                    "Give a path relative to the workspace such as data/NAME, or the number of a shard:"
                            + " -Dopenfl.dataPath=…");
        }
    }
}
