package io.github.openflgramine.prepare;

import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;
import java.util.List;

/** What a workspace's owner reads while it is packed, locked and initialised. */
final class PrepareLog extends BuildLog {

    private static final int MOST_CHANGES = 20;

    PrepareLog(BuildLog log) {
        super(log);
    }

    /** The workspace is packed. */
    void packed(Path archive, int files, long bytes) {
        info("Packed the workspace: " + files + " files, " + bytes + " bytes, " + archive.getFileName());
    }

    /** OpenFL makes the initial model in a container of this image. */
    void initializing(String image) {
        info("Initialising the plan in " + image);
    }

    /** The plan says where the aggregator is reached. */
    void aggregatorAt(String address, int port) {
        info("The aggregator will be reached at " + address + ":" + port);
    }

    /** The lock file has so many packages; where it is other than the one before. */
    void locked(int packages, List<ImageLock.Difference> changes) {
        info("Locked: " + packages + " packages, the base image and Gramine's PAL."
                + " Builds with -Dgramine.locked accept nothing else.");
        changes.stream()
                .limit(MOST_CHANGES)
                .map(change -> "    %s: %s, now %s"
                        .formatted(
                                change.field(),
                                change.here().orElse("none"),
                                change.there().orElse("none")))
                .forEach(this::info);
        if (changes.size() > MOST_CHANGES) {
            info("    and " + (changes.size() - MOST_CHANGES) + " more changes");
        }
    }
}
