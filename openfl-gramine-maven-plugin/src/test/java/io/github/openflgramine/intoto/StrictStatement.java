package io.github.openflgramine.intoto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a statement's fields by the specifications: in-toto Attestation Framework v1 (Statement, ResourceDescriptor,
 * DigestSet) and SLSA v1 (Provenance). Unknown fields are refused.
 */
public final class StrictStatement {

    private static final Map<String, Integer> HEX_DIGITS = Map.of("sha256", 64, "gitCommit", 40);

    private StrictStatement() {}

    public static void check(JsonNode statement) {
        fields(statement, Set.of("_type", "subject", "predicateType", "predicate"), Set.of());
        assertThat(statement.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.path("predicateType").asText()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(statement.path("subject").isArray()).isTrue();
        assertThat(statement.path("subject")).isNotEmpty();
        List<String> names = new ArrayList<>();
        for (JsonNode subject : statement.path("subject")) {
            descriptor(subject);
            assertThat(subject.path("digest").size())
                    .as("a subject has a digest")
                    .isPositive();
            names.add(subject.path("name").asText());
        }
        assertThat(names).doesNotHaveDuplicates();
        predicate(statement.path("predicate"));
    }

    private static void predicate(JsonNode predicate) {
        fields(predicate, Set.of("buildDefinition", "runDetails"), Set.of());
        JsonNode definition = predicate.path("buildDefinition");
        fields(
                definition,
                Set.of("buildType", "externalParameters"),
                Set.of("internalParameters", "resolvedDependencies"));
        uri(definition.path("buildType"));
        assertThat(definition.path("externalParameters").isObject()).isTrue();
        assertThat(definition.path("internalParameters").isObject()).isTrue();
        definition.path("resolvedDependencies").forEach(StrictStatement::descriptor);
        JsonNode run = predicate.path("runDetails");
        fields(run, Set.of("builder"), Set.of("metadata", "byproducts"));
        fields(run.path("builder"), Set.of("id"), Set.of("builderDependencies", "version"));
        uri(run.path("builder").path("id"));
        run.path("builder")
                .path("version")
                .forEach(version -> assertThat(version.isTextual()).isTrue());
    }

    private static void descriptor(JsonNode descriptor) {
        fields(
                descriptor,
                Set.of(),
                Set.of("name", "uri", "digest", "content", "downloadLocation", "mediaType", "annotations"));
        assertThat(descriptor.has("uri") || descriptor.has("digest") || descriptor.has("content"))
                .isTrue();
        if (descriptor.has("uri")) {
            uri(descriptor.path("uri"));
        }
        descriptor.path("digest").forEachEntry((algorithm, hex) -> {
            assertThat(HEX_DIGITS).containsKey(algorithm);
            assertThat(hex.asText()).matches("[0-9a-f]{" + HEX_DIGITS.get(algorithm) + "}");
        });
        if (descriptor.has("annotations")) {
            assertThat(descriptor.path("annotations").isObject()).isTrue();
        }
    }

    private static void uri(JsonNode value) {
        assertThat(URI.create(value.asText()).isAbsolute()).as(value.toString()).isTrue();
    }

    private static void fields(JsonNode object, Set<String> required, Set<String> optional) {
        assertThat(object.isObject()).as(object.toString()).isTrue();
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsAll(required);
        names.removeAll(required);
        names.removeAll(optional);
        assertThat(names).isEmpty();
    }
}
