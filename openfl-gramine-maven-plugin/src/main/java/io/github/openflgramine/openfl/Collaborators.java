package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The collaborators and their data, as OpenFL 1.9 reads them: {@code plan/cols.yaml} for the aggregator, {@code
 * plan/data.yaml} for the collaborators.
 *
 * @param data by name, in order; the value is what the plan's data loader takes
 */
public record Collaborators(Map<String, String> data) {

    /** The launcher accepts the same characters in the common name of a certificate. */
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z._-]+");

    public Collaborators {
        data = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(data));
        for (String name : data.keySet()) {
            if (!NAME.matcher(name).matches()) {
                throw new GraminizeException(
                        "This is not a valid collaborator name: " + name + ".",
                        "Use letters, digits and . _ - in its name.");
            }
        }
    }

    /**
     * Returns the collaborators {@code col1} to {@code colN}, with shards 1 to N as their data.
     *
     * @throws GraminizeException if the count is less than 1
     */
    public static Collaborators numbered(int count) {
        if (count < 1) {
            throw new GraminizeException(
                    "openfl.collaborators=" + count + " is not a number of collaborators.", "Give 1 or more.");
        }
        Map<String, String> data = new LinkedHashMap<>();
        for (int i = 1; i <= count; i++) {
            data.put("col" + i, Integer.toString(i));
        }
        return new Collaborators(data);
    }

    /** Parses the lines of a data.yaml. */
    public static Collaborators parse(String dataYaml) {
        Map<String, String> data = new LinkedHashMap<>();
        for (String line : dataYaml.lines().map(String::stripTrailing).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int comma = line.indexOf(',');
            if (comma < 0) {
                throw new GraminizeException(
                        "plan/data.yaml has the line '" + line + "', expected NAME,DATA.",
                        "Correct it; despite its name the file is not YAML.");
            }
            data.put(line.substring(0, comma), line.substring(comma + 1));
        }
        return new Collaborators(data);
    }

    /** Returns the first {@code count} collaborators. */
    public Collaborators first(int count) {
        Map<String, String> data = new LinkedHashMap<>(this.data);
        data.keySet().retainAll(names().subList(0, count));
        return new Collaborators(data);
    }

    public List<String> names() {
        return List.copyOf(data.keySet());
    }

    /** Returns cols.yaml. OpenFL compares names with common names, so names such as 1 or no are quoted to stay text. */
    public String colsYaml() {
        return "collaborators:\n"
                + names().stream()
                        .map(name -> "- " + PyYaml.scalar(name) + "\n")
                        .collect(Collectors.joining());
    }

    /** Returns a line {@code NAME,DATA}. Despite its name, data.yaml is not YAML. */
    public String dataYaml(String name) {
        return name + "," + data.get(name) + "\n";
    }
}
