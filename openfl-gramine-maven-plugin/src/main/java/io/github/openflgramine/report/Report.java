package io.github.openflgramine.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.gramine.EnclaveSigner;
import io.github.openflgramine.gramine.EnclaveVerifier;
import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.gramine.PalOffsets;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.packages.InstalledPackage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.InsecureSettings;
import io.github.openflgramine.product.MeasurementsFile;
import io.github.openflgramine.report.TrustedFilesMap.Trusted;
import io.github.openflgramine.sbom.ImageSbom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a page about the image's enclaves, from the last build's manifests and its image. */
public final class Report {

    private static final String TEMPLATE = "/io/github/openflgramine/report/report.html.ftl";
    private static final Map<String, String> FACTS = facts();

    private final BuildLog log;

    public Report(BuildLog log) {
        this.log = log;
    }

    /**
     * Writes the page.
     *
     * @param source the first image
     * @param directory contains measurements.json and the manifests
     * @param pages the files to write, all with the same content
     */
    public void report(BuiltImage.Source source, Path directory, List<Path> pages) throws IOException {
        ObjectNode measurements = MeasurementsFile.read(directory.resolve(MeasurementsFile.NAME));
        try (BuiltImage built = source.open()) {
            write(ImageSbom.of(built.files()), directory, measurements, pages);
        }
    }

    private void write(ImageSbom image, Path directory, ObjectNode measurements, List<Path> pages) throws IOException {
        GramineInstallation gramine = GramineInstallation.of(image.files());
        EnclaveVerifier verifier = new EnclaveVerifier(
                image.files(),
                gramine.version(),
                PalOffsets.of(image.files()),
                image.files()
                        .content(EnclaveSigner.LIBPAL)
                        .orElseThrow(() -> new GraminizeException(
                                "The image has no " + EnclaveSigner.LIBPAL + ".", "Install Gramine in it.")));
        List<EnclaveSection> sections = new ArrayList<>();
        for (Role role : Role.values()) {
            String text = ManifestSource.text(directory.resolve(role.sgxManifestFile()), "manifest");
            MeasuredEnclave enclave = verifier.verify(text, role.sgxManifestFile())
                    .enclave()
                    .orElseThrow(() -> new GraminizeException(
                            role.sgxManifestFile() + " and the first image do not match.",
                            "Build them again: mvn package"));
            sections.add(EnclaveSection.of(
                    role.toString(),
                    enclave,
                    Optional.of(measurements.path("roles").path(role.toString()).path("mrsigner"))
                            .filter(value -> value.isTextual())
                            .map(value -> value.asText()),
                    insecureSettings(role, text, gramine, measurements),
                    trusted(enclave, image)));
        }
        String template = new String(ContextDirectory.resource(TEMPLATE), StandardCharsets.UTF_8);
        String html =
                new EnclaveReport(measurements.path("image").asText(), facts(measurements), sections).html(template);
        for (Path page : pages) {
            AtomicFiles.write(page, html);
            log.wrote(page);
        }
    }

    /** Returns what the production gate would report for this enclave. */
    private static List<String> insecureSettings(
            Role role, String manifest, GramineInstallation gramine, ObjectNode measurements) {
        List<InsecureSetting> found = new ArrayList<>();
        if (!measurements.path("signed").asBoolean()) {
            found.addAll(InsecureSettings.ofUnsigned(measurements.path("image").asText()));
        }
        found.addAll(InsecureSettings.ofGramine(gramine.version()));
        found.addAll(InsecureSettings.of(Manifest.parse(manifest, role.sgxManifestFile()), role));
        return found.stream().map(InsecureSetting::toString).toList();
    }

    private static List<Trusted> trusted(MeasuredEnclave enclave, ImageSbom image) {
        return enclave.manifest().trustedFiles().stream()
                .map(file -> ImagePath.of(file.path()))
                .flatMap(path -> image.files().resolve(path).stream()
                        .map(node -> new Trusted(path.printable(), node.size(), owner(node, image))))
                .toList();
    }

    /** A file that belongs to no package is listed under its directory. */
    private static String owner(ImageNode file, ImageSbom image) {
        return image.packages().owner(file.path()).map(InstalledPackage::name).orElseGet(() -> {
            String[] parts = file.path().value().split("/", 4);
            return parts.length > 3 ? "/" + parts[1] + "/" + parts[2] : "/" + parts[1];
        });
    }

    private static Map<String, String> facts(ObjectNode measurements) {
        Map<String, String> facts = new LinkedHashMap<>();
        FACTS.forEach((field, name) -> {
            if (measurements.path(field).isTextual()) {
                facts.put(name, measurements.path(field).asText());
            }
        });
        return facts;
    }

    private static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("workspace", "Workspace");
        facts.put(MeasurementsFile.IMAGE_ID, "Image");
        facts.put("first_image_id", "First image");
        facts.put("gramine", "Gramine");
        facts.put("openfl", "OpenFL");
        facts.put("python", "Python");
        return facts;
    }
}
