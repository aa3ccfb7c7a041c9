package io.github.openflgramine.prepare;

import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** Messages about packing, locking and initialising a workspace. */
final class PrepareLog extends BuildLog {

    private static final int MOST_CHANGES = 20;

    PrepareLog(BuildLog log) {
        super(log);
    }

    /** The workspace was packed. */
    void packed(Path archive, int files, long bytes) {
        info("Packed the workspace: " + files + " files, " + bytes + " bytes, " + archive.getFileName());
    }

    /** The Python package of workspaces was written. */
    void wrotePackage(Path wheel) {
        wrote(wheel);
        info("For a notebook, with OpenFL: python3 -m pip install '" + wheel + "[openfl]'");
    }

    /** The workspace is large. {@code files} are the large files in src/ with their sizes in bytes. */
    void largeWorkspace(long bytes, SortedMap<String, Long> files) {
        warn("The packed workspace has " + bytes / 1_000_000 + " MB, all of which goes into the image."
                + (files.isEmpty() ? "" : " Files in src/ over 50 MB:"));
        files.forEach((name, size) -> warn(String.format(Locale.ROOT, "    %5d MB  %s", size / 1_000_000, name)));
        warn("Keep data in data/ and models in save/: these are not packed but mounted when the image runs.");
    }

    /** What the plan names is constructed in a container of this image. */
    void tryingPlan(String image) {
        info("Constructing what the plan names with OpenFL's own classes, in a container of " + image);
    }

    /** The initial model was made of what has changed since: sections of the plan, or src. */
    void outdatedModel(String model, List<String> changes) {
        warning(
                model + " was made before these changed: " + String.join(", ", changes)
                        + ". A model with other tensors, or of another pipeline, fails in the first round.",
                "Make it again: mvn openfl-gramine:plan-initialize");
    }

    /** OpenFL makes the initial model in a container of this image, within this time. */
    void initializing(String image, Duration timeout) {
        info("OpenFL creates the initial model in a container of " + image + " (at most " + timeout.toSeconds()
                + " s, openfl.initializeTimeout). No output until it is done.");
    }

    /** The plan names the aggregator's address. */
    void aggregatorAt(String address, int port) {
        info("Collaborators will reach the aggregator at " + address + ":" + port);
    }

    /** The lock file was written; {@code changes} compares it with the one before. */
    void locked(int packages, List<ImageLock.Difference> changes) {
        info("Locked: " + packages + " packages, the base image and Gramine's PAL."
                + " Builds with -Dgramine.locked accept only these.");
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
