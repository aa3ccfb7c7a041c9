package io.github.openflgramine.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.intoto.ResourceDescriptor;
import io.github.openflgramine.intoto.SlsaProvenance;
import io.github.openflgramine.intoto.Statement;
import io.github.openflgramine.product.MeasurementsFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The provenance statement of a build. docs/provenance.md describes each part; its address is the statement's build
 * type.
 */
public final class ProvenanceStatement {

    static final String BUILD_TYPE = "https://openfl-gramine.github.io/build-types/openfl-workspace/v1";
    /** The prefix of an enclave's name among the subjects, followed by the role. */
    public static final String ENCLAVE = "enclave:";

    private static final String IMAGE_CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String IMAGE_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final List<String> OF_ENCLAVE = List.of("mrsigner", "isv_prod_id", "isv_svn", "debug");

    private ProvenanceStatement() {}

    /** @param measurements with the image's id */
    static Statement of(Attest.Request request, JsonNode measurements) throws IOException {
        List<ResourceDescriptor> subjects = new ArrayList<>();
        subjects.add(image(measurements, "image", MeasurementsFile.IMAGE_ID));
        Optional.of(measurements.path(MeasurementsFile.IMAGE_REFERENCE).asText())
                .filter(reference -> !reference.isEmpty())
                .map(ProvenanceStatement::pushed)
                .ifPresent(subjects::add);
        measurements.path("roles").forEachEntry((role, enclave) -> subjects.add(enclave(role, enclave)));
        for (var artifact : request.artifacts().entrySet()) {
            subjects.add(ResourceDescriptor.of(artifact.getKey(), Sha256.digest(artifact.getValue())));
        }
        Map<String, Object> external = new LinkedHashMap<>();
        external.put("project", request.project());
        external.put("parameters", request.parameters());
        Map<String, Object> internal = new LinkedHashMap<>();
        for (String field : List.of("gramine", "openfl", "python")) {
            internal.put(field, measurements.path(field).asText());
        }
        return new Statement(
                subjects,
                new SlsaProvenance(
                        BUILD_TYPE,
                        external,
                        internal,
                        dependencies(request, measurements),
                        request.builderId(),
                        Map.of(request.tool().getKey(), request.tool().getValue())));
    }

    private static List<ResourceDescriptor> dependencies(Attest.Request request, JsonNode measurements) {
        List<ResourceDescriptor> dependencies = new ArrayList<>();
        request.source().ifPresent(source -> dependencies.add(source(source)));
        String first = measurements.path("image").asText() + " (first image)";
        dependencies.add(ResourceDescriptor.of(
                        first, sha256(measurements.path("first_image_id").asText()))
                .withMediaType(IMAGE_CONFIG));
        return dependencies;
    }

    private static ResourceDescriptor source(SourceRevision source) {
        return new ResourceDescriptor(
                Optional.of("source"),
                source.uri(),
                Map.of("gitCommit", source.commit()),
                Optional.empty(),
                source.modified() ? Map.of("modified", true) : Map.of());
    }

    /** As a registry has it: {@code NAME@sha256:…}, the digest of its manifest. */
    private static ResourceDescriptor pushed(String reference) {
        int at = reference.lastIndexOf('@');
        return ResourceDescriptor.of(reference.substring(0, at), sha256(reference.substring(at + 1)))
                .withMediaType(IMAGE_MANIFEST);
    }

    private static ResourceDescriptor image(JsonNode measurements, String name, String id) {
        return ResourceDescriptor.of(
                        measurements.path(name).asText(),
                        sha256(measurements.path(id).asText()))
                .withMediaType(IMAGE_CONFIG);
    }

    /** MRENCLAVE is a SHA-256, so an enclave is an artifact like others. */
    private static ResourceDescriptor enclave(String role, JsonNode enclave) {
        Map<String, Object> annotations = new LinkedHashMap<>();
        for (String field : OF_ENCLAVE) {
            JsonNode value = enclave.path(field);
            if (!value.isMissingNode()) {
                annotations.put(field, value);
            }
        }
        return ResourceDescriptor.of(
                        ENCLAVE + role, Sha256.ofHex(enclave.path("mrenclave").asText()))
                .withAnnotations(annotations);
    }

    private static Sha256 sha256(String id) {
        return Sha256.ofHex(id.substring("sha256:".length()));
    }
}
