package io.github.openflgramine.openfl;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of {@code plan/data.yaml}. Despite its name it is not YAML: OpenFL reads lines {@code name,path}. Changes
 * keep comments and order.
 */
public record DataRegister(String text) {

    /** Returns a register with this collaborator's data, which replaces existing data. */
    public DataRegister with(String collaborator, String data) {
        DataPath.requireInContainer(data, "openfl.dataPath");
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
}
