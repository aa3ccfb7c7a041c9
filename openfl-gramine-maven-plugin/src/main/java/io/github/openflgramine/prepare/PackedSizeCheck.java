package io.github.openflgramine.prepare;

import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** What packing the workspace would refuse, and whether it would pack more than code. */
final class PackedSizeCheck {

    /** Code is smaller by far; each image and each archive of it has a copy. */
    private static final long LARGE = 50_000_000;

    private final PrepareLog log;

    PackedSizeCheck(BuildLog log) {
        this.log = new PrepareLog(log);
    }

    /** Warns of a large workspace and of large files in src/; reads no file's content. */
    void check(Workspace workspace) throws IOException {
        WorkspaceArchive archive = WorkspaceArchive.of(workspace);
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
