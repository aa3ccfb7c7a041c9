package io.github.openflgramine.publish;

import io.github.openflgramine.AddressCredentials;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.intoto.DsseEnvelope;
import io.github.openflgramine.intoto.Statement;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.JsonText;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsReader;
import io.github.openflgramine.product.PreviousBuild;
import io.github.openflgramine.release.ReleaseKey;
import io.github.openflgramine.sbom.ImageSbom;
import io.github.openflgramine.sbom.SbomDocument;
import io.github.openflgramine.sbom.SbomPackage;
import io.github.openflgramine.secrets.SecretSearch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the SBOM and the provenance of a build. */
public final class Attest {

    /** CycloneDX's recommended file name. */
    public static final String SBOM = PreviousBuild.SBOM;

    public static final String PROVENANCE = "provenance.json";

    private final PublishLog log;

    public Attest(BuildLog log) {
        this.log = new PublishLog(log);
    }

    /**
     * The inputs of {@link #attest}.
     *
     * @param image the first image
     * @param directory contains the manifests and measurements.json with the final image's id; the results are written
     * there
     * @param artifacts additional subjects of the statement, by name, next to the image and the enclaves
     * @param key signs the statement
     */
    public record Request(
            BuiltImage.Source image,
            Path directory,
            SortedMap<String, Path> artifacts,
            BuildOrigin origin,
            Optional<ReleaseKey> key) {

        Request withArtifact(Path file) {
            SortedMap<String, Path> more = new TreeMap<>(artifacts);
            more.put(file.getFileName().toString(), file);
            return new Request(image, directory, more, origin, key);
        }
    }

    /** Writes both files. */
    public void attest(Request request) throws IOException {
        refuseCredentials(request.origin().parameters());
        Measurements measurements = MeasurementsReader.read(request.directory().resolve(Measurements.FILE));
        ImageId image = measurements.requireImageId("Run mvn install; its goal attach adds the image.");
        Path sbom = sbom(request, measurements.image(), image);
        provenance(request.withArtifact(sbom), measurements, image);
    }

    private static void refuseCredentials(SortedMap<String, String> parameters) {
        parameters.forEach((name, value) -> AddressCredentials.shownIn(value)
                .map(address -> "an address with a user name or password (" + address + ")")
                .or(() -> SecretSearch.in(value))
                .ifPresent(meaning -> {
                    throw new GraminizeException(
                            name + " contains " + meaning + ", and the provenance publishes the build's parameters.",
                            "Remove it from the parameter.");
                }));
    }

    private Path sbom(Request request, String name, ImageId id) throws IOException {
        try (BuiltImage built = request.image().open()) {
            return sbom(request, name, id, ImageSbom.of(built.files()));
        }
    }

    private Path sbom(Request request, String name, ImageId id, ImageSbom image) throws IOException {
        List<SbomPackage> packages = image.sbomWritten(request.directory());
        SbomDocument document = new SbomDocument(
                name,
                id.toString(),
                request.origin().tool(),
                request.origin().time(),
                image.packages().system(),
                packages);
        Path file = request.directory().resolve(SBOM);
        AtomicFiles.write(file, document.json());
        Map<String, Long> kinds = new LinkedHashMap<>();
        packages.forEach(one -> kinds.merge(one.content().kind().toString(), 1L, Long::sum));
        log.sbom(file, kinds);
        return file;
    }

    private void provenance(Request request, Measurements measurements, ImageId image) throws IOException {
        Optional<SourceRevision> source = request.origin().source();
        if (source.isEmpty()) {
            log.warning(
                    "The provenance names no source revision: the workspace is not in a git repository, or git is not installed.",
                    "Set -Dopenfl.sourceRevision=COMMIT if the sources come from elsewhere.");
        } else if (source.get().modified()) {
            log.warning(
                    "The workspace differs from its commit " + source.get().commit() + "; the provenance records this.",
                    "For a release, commit first.");
        }
        Statement statement = ProvenanceStatement.of(request, measurements, image);
        String text = JsonText.of(statement.toMap());
        Path file = request.directory().resolve(PROVENANCE);
        if (request.key().isPresent()) {
            DsseEnvelope envelope = DsseEnvelope.sign(
                    Statement.PAYLOAD_TYPE,
                    text.getBytes(StandardCharsets.UTF_8),
                    request.key().get());
            text = JsonText.of(envelope.toMap());
        }
        AtomicFiles.write(file, text);
        request.key()
                .ifPresentOrElse(key -> log.provenance(file, key.publicKey().id()), () -> log.unsignedProvenance(file));
    }
}
