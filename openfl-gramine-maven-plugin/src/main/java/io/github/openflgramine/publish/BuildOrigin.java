package io.github.openflgramine.publish;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The project, inputs and builder of a build.
 *
 * @param project GROUP:ARTIFACT:VERSION
 * @param parameters the parameters that the user set
 * @param tool name and version of this plugin
 * @param builderId URI of the party that vouches for the build
 * @param time the time of the build, if it is fixed
 */
public record BuildOrigin(
        String project,
        SortedMap<String, String> parameters,
        Map.Entry<String, String> tool,
        String builderId,
        Optional<SourceRevision> source,
        Optional<Instant> time) {}
