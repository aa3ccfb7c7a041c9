package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of {@code plan/data.yaml}. In spite of its name it is not YAML: OpenFL reads lines {@code name,path}. Comments
 * and order survive.
 */
public record DataRegister(String text) {

    /** The same with this collaborator's data, in place of any that it had. */
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

    /** A shard's number or a path that stays in the workspace: OpenFL takes no other. */
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
