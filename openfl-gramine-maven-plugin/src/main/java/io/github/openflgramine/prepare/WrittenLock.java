package io.github.openflgramine.prepare;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A lock file that was written.
 *
 * @param packages the number of its packages
 * @param changes the differences from the previous one, if there was one
 */
public record WrittenLock(Path file, int packages, List<ImageLock.Difference> changes) {

    public WrittenLock {
        changes = List.copyOf(changes);
    }

    /** Returns the result for programs. */
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("file", file.toString());
        summary.put("packages", packages);
        summary.put("changes", changes.stream().map(WrittenLock::summary).toList());
        return summary;
    }

    private static Map<String, Object> summary(ImageLock.Difference change) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("field", change.field());
        change.here().ifPresent(before -> summary.put("before", before));
        change.there().ifPresent(now -> summary.put("now", now));
        return summary;
    }
}
