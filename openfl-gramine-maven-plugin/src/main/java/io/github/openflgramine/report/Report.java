package io.github.openflgramine.report;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.federation.FederationCurve;
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
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.packages.InstalledPackage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.ImageSources;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.InsecureSettings;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsReader;
import io.github.openflgramine.product.PreviousBuild;
import io.github.openflgramine.product.ProductionVerdict;
import io.github.openflgramine.product.StartCost;
import io.github.openflgramine.report.TrustedFilesMap.Trusted;
import io.github.openflgramine.sbom.ImageSbom;
import io.github.openflgramine.sbom.SbomPackage;
import io.github.openflgramine.trusted.EmptiedLibraries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes a page about an image: what it trains, its enclaves and packages, from the last build's results and its image. */
public final class Report {

    private static final String TEMPLATE = "/io/github/openflgramine/report/report.html.ftl";

    private final BuildLog log;

    public Report(BuildLog log) {
        this.log = log;
    }

    /**
     * The inputs of report.
     *
     * @param workspace the workspace, which may have changed since
     * @param image the first image
     * @param directory contains measurements.json and the manifests
     * @param federation the directory of the last federation, which may be absent
     * @param pages the files to write, all with the same content
     */
    public record Request(
            Workspace workspace, BuiltImage.Source image, Path directory, Path federation, List<Path> pages) {}

    /** Writes the page. */
    public void report(Request request) throws IOException {
        Measurements measurements = MeasurementsReader.read(request.directory().resolve(Measurements.FILE));
        ImageSources.outdated(measurements, request.workspace())
                .ifPresent(outdated -> log.warning(outdated.problem(), outdated.remedy()));
        try (BuiltImage built = request.image().open()) {
            write(ImageSbom.of(built.files()), request, measurements);
        }
    }

    private void write(ImageSbom image, Request request, Measurements measurements) throws IOException {
        Path directory = request.directory();
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
            MeasuredEnclave enclave = verifier.verify(
                            text,
                            role.sgxManifestFile(),
                            measurements.of(role).settings().size())
                    .enclave()
                    .orElseThrow(() -> new GraminizeException(
                            role.sgxManifestFile() + " and the first image do not match.",
                            "Build them again: mvn package"));
            sections.add(EnclaveSection.of(
                    role.toString(),
                    enclave,
                    measurements.of(role),
                    insecureSettings(role, text, gramine, measurements),
                    trusted(enclave, image)));
        }
        String template = new String(ContextDirectory.resource(TEMPLATE), StandardCharsets.UTF_8);
        List<SbomPackage> packages = image.sbomWritten(directory);
        SortedMap<String, String> versions = new TreeMap<>();
        packages.forEach(one -> versions.put(one.content().name(), one.content().version()));
        String html = new EnclaveReport(
                        measurements.image(),
                        facts(measurements),
                        ProductionVerdict.read(directory),
                        sections,
                        StartCost.read(directory),
                        PreviousBuild.start(directory),
                        TrainedContent.of(image.files()),
                        EmptiedLibraries.in(image.files()),
                        PackageRow.of(packages),
                        FederationCurve.read(request.federation()),
                        BuildChanges.in(directory, measurements, versions))
                .html(template);
        for (Path page : request.pages()) {
            AtomicFiles.write(page, html);
            log.wrote(page);
        }
    }

    /** Returns what the production gate would report for this enclave. */
    private static List<String> insecureSettings(
            Role role, String manifest, GramineInstallation gramine, Measurements measurements) {
        List<InsecureSetting> found = new ArrayList<>();
        if (!measurements.signed()) {
            found.addAll(InsecureSettings.ofUnsigned(measurements.image()));
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

    private static Map<String, String> facts(Measurements measurements) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Workspace", measurements.workspace());
        measurements.imageId().ifPresent(id -> facts.put("Image", id.toString()));
        facts.put("First image", measurements.firstImageId().toString());
        facts.put("Gramine", measurements.versions().gramine());
        facts.put("OpenFL", measurements.versions().openfl());
        facts.put("Python", measurements.versions().python());
        return facts;
    }
}
