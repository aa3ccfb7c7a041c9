package io.github.openflgramine.graminize;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.product.BuildMark;
import io.github.openflgramine.product.ImageLabels;
import io.github.openflgramine.product.ImageNames;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The images of one build, under names that no other build uses. Docker builds upon, saves and pushes images by names
 * with a tag, which any other build can move (docs/adr/0028).
 *
 * @param workspace the value of the images' label
 */
public record BuildImages(ImageNames names, BuildMark build, String workspace) {

    public String first() {
        return names.first(build);
    }

    /** Returns the final image's name until it is checked. */
    public String built() {
        return names.built(build);
    }

    /**
     * Removes the names of this build and of killed builds, and this workspace's images that have no name any more. The
     * first image keeps its common name, so that the engine keeps its layers as a cache for the next build.
     */
    public void end(Engine engine, RunningBuilds running, Instant now) throws IOException {
        Optional<EngineImage> first = engine.image(first());
        if (first.isPresent()) {
            engine.tag(first.get().id().toString(), names.first());
        }
        engine.removeImage(first());
        engine.removeImage(built());
        boolean alone = !running.othersThan(build);
        for (String name : engine.names(names.name())) {
            if (names.isOfOneBuild(name)) {
                if (running.mayRun(BuildMark.in(name).orElseThrow(), now)) {
                    alone = false;
                } else {
                    engine.removeImage(name);
                    running.forget(BuildMark.in(name).orElseThrow());
                }
            }
        }
        // The engine may be about to answer another build with an image that has no name.
        if (alone) {
            removeNameless(engine);
        }
        running.forget(build);
    }

    private void removeNameless(Engine engine) {
        for (ImageId id : engine.unnamedImages(Map.entry(ImageLabels.WORKSPACE, workspace))) {
            // An image that was pulled or pushed by digest may be in use although it has no tag.
            engine.image(id.toString())
                    .filter(image -> image.tags().isEmpty() && image.digests().isEmpty())
                    .ifPresent(image -> engine.removeImage(id.toString()));
        }
    }
}
