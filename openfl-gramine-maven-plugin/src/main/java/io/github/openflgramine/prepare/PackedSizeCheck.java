package io.github.openflgramine.prepare;

import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.product.BuildLog;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds files that cannot be packed, and warns if the workspace is larger than code usually is. */
final class PackedSizeCheck {

    /**
     * The size in bytes above which there is a warning, far more than code needs. Every image and every archive
     * contains a copy.
     */
    private static final long LARGE = 50_000_000;

    private final PrepareLog log;

    PackedSizeCheck(BuildLog log) {
        this.log = new PrepareLog(log);
    }

    /** Warns about a large workspace and large files in src/, without reading their contents. */
    void check(WorkspaceArchive archive) {
        SortedMap<String, Long> large = new TreeMap<>();
        archive.entries().forEach((name, content) -> {
            if (name.startsWith("src/") && content.size() > LARGE) {
                large.put(name, content.size());
            }
        });
        if (!large.isEmpty() || archive.bytes() > LARGE) {
            log.largeWorkspace(archive.bytes(), large);
        }
    }
}
