package io.github.openflgramine.adopt;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A workspace that is a project now.
 *
 * @param added the files that were missing
 * @param codeSeen whether the code was looked at
 */
public record Adopted(Path directory, String name, List<Path> added, List<Finding> findings, boolean codeSeen) {

    public Adopted {
        added = List.copyOf(added);
        findings = List.copyOf(findings);
    }

    /** Returns the result for programs. */
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("directory", directory.toString());
        summary.put("name", name);
        summary.put(
                "added",
                added.stream().map(directory::relativize).map(Path::toString).toList());
        summary.put("findings", findings.stream().map(Finding::summary).toList());
        summary.put("code_seen", codeSeen);
        return summary;
    }
}
