package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Role;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.gramine.EnclaveSigner;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.gramine.ManifestTemplate;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.gramine.PalOffsets;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.InsecurePlan;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.InsecureSettings;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsWriter;
import io.github.openflgramine.product.OpenedFiles;
import io.github.openflgramine.product.PreviousBuild;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.product.SignedRole;
import io.github.openflgramine.product.StartCost;
import io.github.openflgramine.signing.SignatureSource;
import io.github.openflgramine.trusted.EnclaveFiles;
import io.github.openflgramine.trusted.Explanation;
import io.github.openflgramine.trusted.Unlisted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Turns the first image into the context of the final one. For each role it renders a manifest, completes it from the
 * image's files, measures the enclave and signs it. The result contains no private key.
 */
public final class Graminize {

    private static final String TEMPLATE = "openfl.manifest.ftl";
    private final GraminizeLog log;
    private final ProductionGate gate;

    public Graminize(BuildLog log, ProductionGate gate) {
        this.log = new GraminizeLog(log);
        this.gate = gate;
    }

    /**
     * The inputs of graminize.
     *
     * @param firstImage the first image's name in this build, on which the final one is built
     * @param image the first image
     * @param opened the files that a start without an enclave opened; empty if there was none
     * @param trusted how trusted files are chosen
     * @param signing the source of signatures; empty for an image that only runs under gramine-direct
     * @param directory receives manifests, signatures, measurements and the final image's context
     */
    public record Request(
            Workspace workspace,
            ImageNames names,
            String firstImage,
            BuiltImage.Source image,
            Optional<OpenedFiles> opened,
            EnclaveOptions options,
            TrustedSelection.Options trusted,
            Optional<SignatureSource> signing,
            Path directory) {}

    /**
     * The result of graminize.
     *
     * @param finalImage the final image's name
     * @param firstImage the id of the first image that was measured
     */
    public record Result(String finalImage, ImageId firstImage) {}

    public Result graminize(Request request) throws IOException {
        try (BuiltImage image = request.image().open()) {
            return graminize(request, image);
        }
    }

    private Result graminize(Request request, BuiltImage image) throws IOException {
        GramineInstallation gramine = GramineInstallation.of(image.files());
        PythonInstallation python = PythonInstallation.of(image.files());
        log.imageRead(gramine.version(), python);

        ImageLayout layout = new ImageLayout(image.files(), gramine, python);
        EnclaveFiles files = layout.files();
        files.findings()
                .forEach(finding -> log.warning(
                        finding.file() + " line " + finding.line() + ": " + finding.problem(), finding.remedy()));
        warnOfSealing(request.options());
        TrustedSelection selection = TrustedSelection.of(request.trusted(), request.workspace(), layout, files);
        selection.explanation().ifPresent(explanation -> explain(request.trusted(), explanation));

        EnclaveSigner signer = new EnclaveSigner(image.files(), gramine.version(), PalOffsets.of(image.files()));
        Map<Role, Manifest> declared = declared(request, layout, selection);
        List<InsecureSetting> insecure = insecureSettings(gramine.version(), declared);
        Plan plan = InstalledDefaults.applied(Plan.read(request.workspace().plan()), layout);
        insecure.addAll(InsecurePlan.of(plan, request.options().protections()::isEncrypted));
        gate.pass(insecure);
        Map<Role, FinalManifest> manifests = new EnumMap<>(Role.class);
        Map<Role, CompletableFuture<MeasuredEnclave>> measured = new EnumMap<>(Role.class);
        declared.forEach((role, manifest) -> {
            FinalManifest complete = signer.complete(manifest);
            complete.requireTrustedFilesChecked();
            if (request.options().protections().isAttested(role)) {
                AttestedManifest.require(role, complete, manifest.name());
            }
            manifests.put(role, complete);
            measured.put(role, CompletableFuture.supplyAsync(() -> signer.measure(complete)));
        });
        Set<ImagePath> trusted = trusted(manifests.values());
        TrustedSummary trustedFiles = TrustedSummary.of(files, trusted);
        List<Unlisted> unlisted = unlisted(files, manifests.values());
        Map<Role, SignedRole> roles = new EnumMap<>(Role.class);
        measured.forEach((role, measurement) -> {
            MeasuredEnclave enclave = finished(measurement);
            SignedRole signed =
                    new SignedRole(enclave, request.signing().map(signing -> signing.sign(role.toString(), enclave)));
            roles.put(role, signed);
            log.measured(role, signed);
        });
        MeasuredEnclave any = roles.values().iterator().next().enclave();
        log.enclaveMemory(any.manifest().settings(), any.layout().reserved());
        Optional<StartCost> start = request.opened().map(opened -> StartEstimate.of(opened, files, trusted));
        log.trusted(trustedFiles);
        start.ifPresentOrElse(log::start, () -> log.largest(trustedFiles.largest()));
        log.stripped(files.stripped().values());
        log.rearranged(files.rearranged().size());
        log.emptied(files.emptied());
        if (!unlisted.isEmpty()) {
            log.unlisted(unlisted);
        }

        String finalImage = request.signing().isPresent()
                ? request.names().signed()
                : request.names().unsigned();
        Measurements measurements =
                Measurements.of(request.workspace().name(), finalImage, image.id(), gramine, python, roles);
        PreviousBuild.keep(request.directory(), measurements);
        if (start.isPresent()) {
            PreviousBuild.start(request.directory()).flatMap(start.get()::since).ifPresent(log::startChanged);
            start.get().write(request.directory());
        }
        FinalImageContext.write(request, roles);
        MeasurementsWriter.write(request.directory().resolve(Measurements.FILE), measurements);
        return new Result(finalImage, image.id());
    }

    private void warnOfSealing(EnclaveOptions options) {
        List<String> sealed = options.protections().sealedDirectories();
        if (options.numbers().isvSvn() > 0 && !sealed.isEmpty()) {
            log.sealedToIsvSvn(sealed, options.numbers().isvSvn());
        }
    }

    private static Map<Role, Manifest> declared(Request request, ImageLayout layout, TrustedSelection trusted)
            throws IOException {
        ManifestTemplate template = template(request.workspace());
        String initialModel = initialModel(request, layout);
        Map<Role, Manifest> manifests = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            String text =
                    template.render(ManifestModel.of(role, layout, trusted.entries(), initialModel, request.options()));
            manifests.put(role, Manifest.parse(text, manifestName(template, role)));
        }
        return manifests;
    }

    /** Returns the plan's path of the trusted initial model; empty if none is trusted. */
    private static String initialModel(Request request, ImageLayout layout) throws IOException {
        if (!request.options().protections().initialModel()) {
            return "";
        }
        String initialModel = Plan.read(request.workspace().plan()).initialModel();
        if (layout.image().resolve(ManifestModel.INITIAL_MODEL).isEmpty()) {
            throw new GraminizeException(
                    "openfl.trustInitialModel=true, but " + initialModel
                            + " did not exist when the first image was built.",
                    "Create it first: mvn openfl-gramine:plan-initialize");
        }
        return initialModel;
    }

    private static List<InsecureSetting> insecureSettings(GramineVersion version, Map<Role, Manifest> declared) {
        List<InsecureSetting> found = new ArrayList<>(InsecureSettings.ofGramine(version));
        declared.forEach((role, manifest) -> found.addAll(InsecureSettings.of(manifest, role)));
        return found;
    }

    private void explain(TrustedSelection.Options options, Explanation explanation) {
        if (options.path().isPresent()) {
            log.explained(ExplanationTable.of(explanation.of(options.path().get())));
        } else if (options.explain().isPresent()) {
            log.explained(ExplanationTable.of(explanation));
        }
    }

    /** The measurement runs in parallel with other work, because a single hash cannot use several cores. */
    private static MeasuredEnclave finished(CompletableFuture<MeasuredEnclave> measurement) {
        try {
            return measurement.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof GraminizeException refused ? refused : e;
        }
    }

    /** Returns all trusted paths in the manifests. */
    private static Set<ImagePath> trusted(Collection<FinalManifest> manifests) {
        Set<ImagePath> trusted = new LinkedHashSet<>();
        manifests.forEach(manifest -> trusted.addAll(manifest.trustedPaths()));
        return trusted;
    }

    private static List<Unlisted> unlisted(EnclaveFiles files, Collection<FinalManifest> manifests) {
        Set<Unlisted> unlisted = new LinkedHashSet<>();
        manifests.forEach(manifest -> unlisted.addAll(
                files.unlisted(new LinkedHashSet<>(manifest.trustedPaths()), manifest.allowedFiles()::covers)));
        return List.copyOf(unlisted);
    }

    /** Returns a rendered manifest's name in messages. The text is in no file, so the name gives template and role. */
    public static String manifestName(ManifestTemplate template, Role role) {
        return template.name() + " as rendered for the " + role;
    }

    /** Returns the workspace's template, or the plugin's if the workspace has none. */
    public static ManifestTemplate template(Workspace workspace) throws IOException {
        Path own = workspace.gramineDirectory().resolve(TEMPLATE);
        if (Files.exists(own)) {
            return new ManifestTemplate("gramine/" + TEMPLATE, Content.of(own).text());
        }
        byte[] ours = ContextDirectory.resource("/io/github/openflgramine/gramine/" + TEMPLATE);
        return new ManifestTemplate(TEMPLATE, new String(ours, StandardCharsets.UTF_8));
    }
}
