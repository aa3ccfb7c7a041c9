package io.github.openflgramine.engine;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.RootFS;
import com.github.dockerjava.api.model.ContainerConfig;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.Sha256;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts an answer of {@code GET /images/NAME/json}, in which any field may be missing. */
final class InspectedImage {

    private InspectedImage() {}

    static EngineImage of(InspectImageResponse answer) {
        Optional<ContainerConfig> config = Optional.ofNullable(answer.getConfig());
        return new EngineImage(
                ImageId.of(Objects.requireNonNull(answer.getId(), "an image has an id")),
                Optional.ofNullable(answer.getRepoTags()).orElse(List.of()),
                Optional.ofNullable(answer.getRepoDigests()).orElse(List.of()).stream()
                        .flatMap(digest -> ImageReference.parse(digest).stream())
                        .toList(),
                created(answer.getCreated()),
                Optional.ofNullable(answer.getSize()).orElse(0L),
                Optional.ofNullable(answer.getRootFS()).map(RootFS::getLayers).orElse(List.of()).stream()
                        .map(Sha256::ofDigest)
                        .toList(),
                config.map(ContainerConfig::getLabels).orElse(Map.of()));
    }

    /** An imported image may have no creation time, or the year 1. */
    private static Instant created(@Nullable String time) {
        return time == null || time.isEmpty()
                ? Instant.EPOCH
                : OffsetDateTime.parse(time).toInstant();
    }
}
