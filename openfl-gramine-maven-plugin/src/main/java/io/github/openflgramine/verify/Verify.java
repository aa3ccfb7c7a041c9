package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.gramine.Difference;
import io.github.openflgramine.gramine.EnclaveVerifier;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.gramine.UnlistedFiles;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.layers.ImageReader;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.signing.RootFilesystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that an image, or a manifest with a root file system, is consistent and has the values that a receiver
 * expects. Every listed file is hashed again and every enclave is measured again. No cache is used.
 */
public final class Verify {

    static final String IMAGE_ID = "image_id";
    static final String GRAMINE = "gramine";

    private final VerifyLog log;

    public Verify(BuildLog log) {
        this.log = new VerifyLog(log);
    }

    /**
     * The inputs of verify.
     *
     * @param version replaces the version in dpkg's status
     * @param libpal replaces the root file system's libpal.so
     * @param allowAbsent whether listed files may be missing
     * @param enclavesOnly whether only the enclaves are compared, and not the rest of an image
     */
    public record Request(
            Expectations expected,
            Optional<String> version,
            Optional<Path> libpal,
            boolean allowAbsent,
            boolean enclavesOnly) {}

    /** Verifies an image's archive, or a tar or directory of its files. */
    public Verdict archive(Path file, Request request) throws IOException {
        String shown = "gramine.file=" + file;
        if (!Files.exists(file)) {
            throw new GraminizeException(
                    shown + " does not exist.",
                    "Give an image archive. For an image in the engine use openfl.image, for a manifest gramine.manifest.");
        }
        if (file.toString().matches(".*\\.(manifest|manifest\\.sgx|sig)")) {
            throw new GraminizeException(
                    shown + " is not an image archive.",
                    "For a signed manifest use gramine.manifest, with its SIGSTRUCT as gramine.sig and its files as gramine.rootfs.");
        }
        Map<String, List<ExpectedValue>> expected = request.expected().ofImage();
        log.verifying(file.toString());
        try (Image image = new ImageReader().read(file)) {
            Map<String, Object> about = new LinkedHashMap<>();
            if (!image.tags().isEmpty()) {
                about.put("image", String.join(", ", image.tags()));
            }
            image.config().ifPresent(config -> about.put(IMAGE_ID, config.id().prefixed()));
            return image(file.toString(), shown, image, about, image.ids(), expected, request);
        }
    }

    /** Verifies an image in the engine, read from {@code docker save}. */
    public Verdict image(Engine engine, String name, Request request) throws IOException {
        EngineImage known = Inspect.require(engine, name);
        Map<String, List<ExpectedValue>> expected = request.expected().ofImage();
        log.verifying("image " + name);
        String shown = "openfl.image=" + name;
        try (InputStream saved = engine.save(known.id().toString());
                Image image = new ImageReader().readArchive(saved, shown)) {
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("image", name);
            about.put(IMAGE_ID, known.id().toString());
            List<ImageId> ids = new ArrayList<>(image.ids());
            known.digests().forEach(reference -> ids.add(new ImageId(reference.digest())));
            return image("Image " + name, shown, image, about, ids, expected, request);
        }
    }

    /**
     * Verifies a manifest with a root file system, and its SIGSTRUCT if it has one.
     *
     * @param sig the SIGSTRUCT; if null, the one next to the manifest if it exists
     */
    public Verdict manifest(Path manifest, @Nullable Path sig, Path rootfs, Request request) throws IOException {
        ReceivedEnclave received = ReceivedEnclave.of(manifest, sig);
        Map<String, List<ExpectedValue>> expected = request.expected().ofManifest(received.name());
        log.verifying(manifest.toString());
        try (RootFilesystem root = RootFilesystem.open(rootfs)) {
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("rootfs", rootfs.toString());
            List<EnclaveCheck> checks = check(root, List.of(received), about, expected, request);
            return new Verdict(
                    manifest.toString(), about, verdicts(checks, expected, request), Optional.empty(), Map.of());
        }
    }

    private Verdict image(
            String subject,
            String shown,
            Image image,
            Map<String, Object> about,
            List<ImageId> ids,
            Map<String, List<ExpectedValue>> expected,
            Request request)
            throws IOException {
        RootFilesystem root = new RootFilesystem(image, shown);
        List<ReceivedEnclave> enclaves = ReceivedEnclave.ofImage(root);
        List<EnclaveCheck> checks = check(root, enclaves, about, expected, request);
        Map<String, Object> outside = request.expected().outside(about, ids);
        List<FinalManifest> manifests = checks.stream()
                .flatMap(check -> check.enclave().stream())
                .map(MeasuredEnclave::manifest)
                .toList();
        if (manifests.size() == checks.size()) {
            outside.put("files_not_listed", UnlistedFiles.count(root.files(), manifests, ReceivedEnclave.measured()));
        }
        return new Verdict(
                subject,
                about,
                verdicts(checks, expected, request),
                Optional.of(whole(image, new LayerFiles(manifests), request)),
                outside);
    }

    private static ImageVerdict whole(Image image, LayerFiles files, Request request) throws IOException {
        if (request.enclavesOnly()) {
            return ImageVerdict.notCompared("gramine.enclavesOnly");
        }
        List<ExpectedContent> expected = request.expected().content();
        if (expected.isEmpty()) {
            return ImageVerdict.notCompared(request.expected().contentIsUnknown());
        }
        List<Difference> differences = new ArrayList<>();
        expected.forEach(content -> differences.addAll(ImageComparison.differences(content, image, files)));
        return ImageVerdict.compared(
                expected.stream().map(ExpectedContent::source).toList(), differences);
    }

    private List<EnclaveCheck> check(
            RootFilesystem root,
            List<ReceivedEnclave> enclaves,
            Map<String, Object> about,
            Map<String, List<ExpectedValue>> expected,
            Request request)
            throws IOException {
        GramineVersion version =
                root.version(request.version().map(GramineVersion::parse).orElse(null), log);
        log.gramine(version);
        about.put(GRAMINE, version.toString());
        EnclaveVerifier verifier = new EnclaveVerifier(
                root.files(),
                version,
                root.offsets(log),
                root.libpal(request.libpal().orElse(null)));
        return enclaves.stream()
                .map(received -> EnclaveCheck.of(received, verifier, expected.getOrDefault(received.name(), List.of())))
                .toList();
    }

    private List<EnclaveVerdict> verdicts(
            List<EnclaveCheck> checks, Map<String, List<ExpectedValue>> expected, Request request) {
        List<EnclaveVerdict> verdicts = new ArrayList<>();
        for (EnclaveCheck check : checks) {
            boolean othersAgree = checks.stream().anyMatch(other -> other != check && other.isAsSigned());
            verdicts.add(
                    check.verdict(expected.getOrDefault(check.name(), List.of()), request.allowAbsent(), othersAgree));
            if (check.enclave().filter(Verify::isDebug).isPresent()) {
                log.debugEnclave(check.name());
            }
        }
        return verdicts;
    }

    private static boolean isDebug(MeasuredEnclave enclave) {
        return enclave.manifest().settings().attributes().isDebug();
    }
}
