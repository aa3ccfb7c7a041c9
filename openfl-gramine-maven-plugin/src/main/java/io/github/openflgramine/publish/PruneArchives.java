package io.github.openflgramine.publish;

import io.github.openflgramine.product.BuildLog;
import java.io.IOException;

/** Removes the image archives of a workspace's other versions from Maven's local repository. */
public final class PruneArchives {

    private final PublishLog log;

    public PruneArchives(BuildLog log) {
        this.log = new PublishLog(log);
    }

    /**
     * Removes the archives.
     *
     * @param current the version whose archive is kept
     */
    public void prune(LocalVersions versions, String current) throws IOException {
        long removed = 0;
        for (LocalVersions.Version version : versions.all()) {
            boolean isKept =
                    version.name().equals(current) || version.archives().isEmpty();
            if (!isKept) {
                versions.prune(version);
                removed += version.archiveBytes();
            }
            log.version(version, isKept);
        }
        log.pruned(removed);
    }
}
