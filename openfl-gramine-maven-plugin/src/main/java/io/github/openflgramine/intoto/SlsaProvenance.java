package io.github.openflgramine.intoto;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SLSA's predicate Provenance v1: how something was built.
 *
 * @param buildType URI of the page that says what the parameters mean
 * @param externalParameters what the user chose
 * @param internalParameters what the builder chose
 * @param resolvedDependencies what the build took
 * @param builderId URI of who vouches for the build
 * @param builderVersion its parts, by name
 */
public record SlsaProvenance(
        String buildType,
        Map<String, Object> externalParameters,
        Map<String, Object> internalParameters,
        List<ResourceDescriptor> resolvedDependencies,
        String builderId,
        Map<String, String> builderVersion) {

    static final String TYPE = "https://slsa.dev/provenance/v1";

    /** In JSON's terms. The times of the build, which are optional, are left out: the same inputs give the same statement. */
    Map<String, Object> toMap() {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("buildType", buildType);
        definition.put("externalParameters", externalParameters);
        definition.put("internalParameters", internalParameters);
        definition.put(
                "resolvedDependencies",
                resolvedDependencies.stream().map(ResourceDescriptor::toMap).toList());
        Map<String, Object> builder = new LinkedHashMap<>();
        builder.put("id", builderId);
        builder.put("version", builderVersion);
        Map<String, Object> predicate = new LinkedHashMap<>();
        predicate.put("buildDefinition", definition);
        predicate.put("runDetails", Map.of("builder", builder));
        return predicate;
    }
}
