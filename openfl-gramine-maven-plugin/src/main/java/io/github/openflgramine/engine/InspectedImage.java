package io.github.openflgramine.engine;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.RootFS;
import com.github.dockerjava.api.model.ContainerConfig;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
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
                Objects.requireNonNull(answer.getId(), "an image has an id"),
                Optional.ofNullable(answer.getRepoTags()).orElse(List.of()),
                Optional.ofNullable(answer.getRepoDigests()).orElse(List.of()),
                created(answer.getCreated()),
                Optional.ofNullable(answer.getSize()).orElse(0L),
                text(answer.getArch()),
                Optional.ofNullable(answer.getRootFS()).map(RootFS::getLayers).orElse(List.of()),
                config.map(ContainerConfig::getLabels).orElse(Map.of()),
                words(config.map(ContainerConfig::getEnv)),
                words(config.map(ContainerConfig::getEntrypoint)),
                words(config.map(ContainerConfig::getCmd)),
                text(config.map(ContainerConfig::getUser).orElse(null)),
                text(config.map(ContainerConfig::getWorkingDir).orElse(null)));
    }

    /** An imported image may have no creation time, or the year 1. */
    private static Instant created(@Nullable String time) {
        return time == null || time.isEmpty()
                ? Instant.EPOCH
                : OffsetDateTime.parse(time).toInstant();
    }

    private static List<String> words(Optional<String[]> words) {
        return words.map(Arrays::asList).orElse(List.of());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
