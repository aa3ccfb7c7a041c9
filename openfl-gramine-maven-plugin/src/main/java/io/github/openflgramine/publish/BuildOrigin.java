package io.github.openflgramine.publish;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Who built what from what.
 *
 * @param project GROUP:ARTIFACT:VERSION
 * @param parameters what the user chose
 * @param tool name and version of this plugin
 * @param builderId URI of who vouches for the build
 * @param time of the build, where that is fixed
 */
public record BuildOrigin(
        String project,
        SortedMap<String, String> parameters,
        Map.Entry<String, String> tool,
        String builderId,
        Optional<SourceRevision> source,
        Optional<Instant> time) {}
