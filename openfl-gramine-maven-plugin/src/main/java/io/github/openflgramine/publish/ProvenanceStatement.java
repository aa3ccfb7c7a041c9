package io.github.openflgramine.publish;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.intoto.ResourceDescriptor;
import io.github.openflgramine.intoto.SlsaProvenance;
import io.github.openflgramine.intoto.Statement;
import io.github.openflgramine.product.EnclaveMeasurements;
import io.github.openflgramine.product.ImageContent;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.SoftwareVersions;
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

    /** The annotation of the image's configuration that lists the digests of the image's layers. */
    public static final String DIFF_IDS = "diff_ids";

    private static final String IMAGE_CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String IMAGE_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private ProvenanceStatement() {}

    /**
     * Returns the statement.
     *
     * @param image the final image's id
     */
    static Statement of(Attest.Request request, Measurements measurements, ImageId image) throws IOException {
        List<ResourceDescriptor> subjects = new ArrayList<>();
        subjects.add(measurements
                .content()
                .map(content -> image(measurements.image(), content))
                .orElseGet(() -> image(measurements.image(), image)));
        measurements.imageReference().map(ProvenanceStatement::pushed).ifPresent(subjects::add);
        measurements.roles().forEach((role, enclave) -> subjects.add(enclave(role, enclave)));
        for (var artifact : request.artifacts().entrySet()) {
            subjects.add(ResourceDescriptor.of(artifact.getKey(), Sha256.digest(artifact.getValue())));
        }
        Map<String, Object> external = new LinkedHashMap<>();
        external.put("project", request.origin().project());
        external.put("parameters", request.origin().parameters());
        Map<String, Object> internal = new LinkedHashMap<>();
        SoftwareVersions versions = measurements.versions();
        internal.put("gramine", versions.gramine());
        internal.put("openfl", versions.openfl());
        internal.put("python", versions.python());
        return new Statement(
                subjects,
                new SlsaProvenance(
                        BUILD_TYPE,
                        external,
                        internal,
                        dependencies(request, measurements),
                        request.origin().builderId(),
                        Map.of(
                                request.origin().tool().getKey(),
                                request.origin().tool().getValue())));
    }

    private static List<ResourceDescriptor> dependencies(Attest.Request request, Measurements measurements) {
        List<ResourceDescriptor> dependencies = new ArrayList<>();
        request.origin().source().ifPresent(source -> dependencies.add(source(source)));
        dependencies.add(image(measurements.image() + " (first image)", measurements.firstImageId()));
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

    private static ResourceDescriptor pushed(ImageReference reference) {
        return ResourceDescriptor.of(reference.repository(), reference.digest()).withMediaType(IMAGE_MANIFEST);
    }

    /** Returns the image by its configuration's digest, which all engines compute alike. */
    private static ResourceDescriptor image(String name, ImageContent content) {
        return ResourceDescriptor.of(name, content.config())
                .withMediaType(IMAGE_CONFIG)
                .withAnnotations(Map.of(
                        DIFF_IDS,
                        content.diffIds().stream().map(Sha256::prefixed).toList()));
    }

    private static ResourceDescriptor image(String name, ImageId id) {
        return ResourceDescriptor.of(name, id.digest()).withMediaType(IMAGE_CONFIG);
    }

    /** Returns an enclave as an artifact, which MRENCLAVE identifies because it is a SHA-256. */
    private static ResourceDescriptor enclave(Role role, EnclaveMeasurements enclave) {
        Map<String, Object> annotations = new LinkedHashMap<>();
        enclave.mrsigner().ifPresent(mrsigner -> annotations.put("mrsigner", mrsigner.hex()));
        annotations.put("isv_prod_id", enclave.identity().isvProdId());
        annotations.put("isv_svn", enclave.identity().isvSvn());
        annotations.put("debug", enclave.identity().attributes().isDebug());
        return ResourceDescriptor.of(ENCLAVE + role, enclave.identity().mrenclave())
                .withAnnotations(annotations);
    }
}
