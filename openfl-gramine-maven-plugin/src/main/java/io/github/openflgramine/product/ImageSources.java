package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.openfl.WorkspaceSources;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Whether an image was built from the files that its workspace has now. The plan is compared elsewhere. */
public final class ImageSources {

    private ImageSources() {}

    /**
     * Returns what to tell the user if the workspace has changed since; empty also for an image without the label, such as
     * one of an earlier plugin.
     *
     * @param image the image's name
     * @param labels the image's labels
     */
    public static Optional<GraminizeException> outdated(String image, Map<String, String> labels, Workspace workspace)
            throws IOException {
        String built = labels.get(ImageLabels.SOURCES);
        if (built == null || built.equals(WorkspaceSources.digest(workspace).hex())) {
            return Optional.empty();
        }
        return Optional.of(new GraminizeException(
                "Image " + image + " is out of date: src/, requirements.txt or gramine/ in " + workspace.root()
                        + " changed after it was built.",
                "Build it again: mvn install"));
    }

    /** Does the same for the image of a measurements.json, which has the labels from version 3 on. */
    public static Optional<GraminizeException> outdated(Measurements measurements, Workspace workspace)
            throws IOException {
        Optional<String> built =
                measurements.content().map(content -> content.settings().get("Labels." + ImageLabels.SOURCES));
        return built.isPresent()
                ? outdated(measurements.image(), Map.of(ImageLabels.SOURCES, built.get()), workspace)
                : Optional.empty();
    }
}
