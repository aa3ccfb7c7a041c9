package io.github.openflgramine.intoto;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SLSA's predicate Provenance v1, which describes how something was built.
 *
 * @param buildType URI of the page that defines the parameters
 * @param externalParameters the user's choices
 * @param internalParameters the builder's choices
 * @param resolvedDependencies the inputs of the build
 * @param builderId URI of the party that vouches for the build
 * @param builderVersion versions of the builder's parts, by name
 */
public record SlsaProvenance(
        String buildType,
        Map<String, Object> externalParameters,
        Map<String, Object> internalParameters,
        List<ResourceDescriptor> resolvedDependencies,
        String builderId,
        Map<String, String> builderVersion) {

    static final String TYPE = "https://slsa.dev/provenance/v1";

    /**
     * Returns the predicate as a JSON object. The optional times of the build are left out, so the same inputs give
     * the same statement.
     */
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
