package io.github.openflgramine.prepare;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.gramine.EnclaveSettings;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.gramine.ManifestTemplate;
import io.github.openflgramine.graminize.Capacity;
import io.github.openflgramine.graminize.EnclaveOptions;
import io.github.openflgramine.graminize.Graminize;
import io.github.openflgramine.graminize.ManifestModel;
import io.github.openflgramine.graminize.Protections;
import io.github.openflgramine.graminize.TrustedRulesSource;
import io.github.openflgramine.openfl.Collaborators;
import io.github.openflgramine.openfl.DataPath;
import io.github.openflgramine.openfl.InitialModelNote;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.PlanDefaults;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.InsecurePlan;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.InsecureSettings;
import io.github.openflgramine.product.ProductionGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks everything about a workspace that can be checked without an engine, before the build. */
public final class Check {

    private static final String INITIALIZE = "Run: mvn openfl-gramine:plan-initialize -Dopenfl.aggregator=HOST";

    private final BuildLog log;
    private final ProductionGate gate;

    public Check(BuildLog log, ProductionGate gate) {
        this.log = log;
        this.gate = gate;
    }

    /**
     * The inputs of check.
     *
     * @param locked whether the build must match gramine/lock.json, which pins the base and packages
     * @param cores number of cores of the largest machine that will run the image
     * @param unsigned the image's name if it will not be signed
     * @param keyFile the signing key's file, if it is a file and exists
     */
    public record Request(
            Workspace workspace,
            String baseImage,
            PipInstall pip,
            boolean locked,
            EnclaveOptions enclave,
            int cores,
            Optional<String> unsigned,
            Optional<Path> keyFile) {}

    /**
     * Checks the workspace's parts, its plan and templates, and the build's inputs.
     *
     * @throws io.github.openflgramine.GraminizeException if the build would fail
     */
    public void check(Request request) throws IOException {
        Capacity capacity = request.enclave().capacity();
        EnclaveSettings.requireRoomForThreads(capacity.enclaveSize().size(), capacity.maxThreads());
        FirstImageContext.dockerfile(request.workspace(), request.baseImage());
        TrustedRulesSource.of(request.workspace());
        Protections protections = request.enclave().protections();
        List<InsecureSetting> found = ofManifests(request);
        found.addAll(protections.insecureChain(request.workspace()));
        if (request.pip().files().caBundle().isPresent()) {
            CaBundle.require(request.pip().files().caBundle().get());
        }
        WorkspaceArchive archive = WorkspaceArchive.of(request.workspace());
        new PackedSizeCheck(log).check(archive);
        PipRequirements requirements = PipRequirements.read(request.workspace(), request.pip());
        PackedSecrets secrets = new PackedSecrets(request.workspace(), request.pip(), requirements);
        secrets.refuseCredentials();
        found.addAll(secrets.in(archive));
        Plan plan = Plan.read(request.workspace().plan());
        checkPlan(request.workspace(), plan);
        checkInitialModel(request.workspace(), plan, archive);
        found.addAll(InsecurePlan.of(plan, protections::isEncrypted));
        checkDataPaths(request.workspace());
        new RequirementsCheck(log, requirements, request.pip()).check();
        if (request.locked()) {
            ImageLock.require(request.workspace().root());
        } else {
            found.addAll(PackageSources.in(requirements, request.pip()));
            found.addAll(InsecureSettings.ofBaseImage(request.baseImage()));
            found.addAll(UnpinnedRequirements.in(
                    requirements, request.pip().files().wheelhouse().isPresent()));
        }
        if (request.keyFile().isPresent()) {
            found.addAll(InsecureSettings.ofKeyFile(request.keyFile().get()));
        }
        request.unsigned().ifPresent(image -> found.addAll(InsecureSettings.ofUnsigned(image)));
        gate.pass(found);
        ThreadNeeds.shortage(request.cores(), capacity)
                .ifPresent(shortage -> log.warning(shortage.problem(), shortage.remedy()));
    }

    /**
     * Returns the insecure settings of the manifests. Errors in a template appear with any values, so they are found
     * here, before the image is built.
     */
    private static List<InsecureSetting> ofManifests(Request request) throws IOException {
        List<InsecureSetting> found = new ArrayList<>();
        ManifestTemplate template = Graminize.template(request.workspace());
        for (Role role : Role.values()) {
            String text = template.render(ManifestModel.example(role, request.enclave()));
            found.addAll(InsecureSettings.of(Manifest.parse(text, Graminize.manifestName(template, role)), role));
        }
        return found;
    }

    /** Warns about data of collaborators on this machine that their containers could not have. */
    private void checkDataPaths(Workspace workspace) throws IOException {
        if (Files.notExists(workspace.dataPaths())) {
            return;
        }
        Collaborators.parse(Content.of(workspace.dataPaths()).text()).data().forEach((name, data) -> {
            try {
                DataPath.requireInContainer(data, "plan/data.yaml: the data of " + name);
            } catch (GraminizeException e) {
                log.warning(e.problem(), e.remedy());
            }
        });
    }

    private void checkInitialModel(Workspace workspace, Plan plan, WorkspaceArchive archive) throws IOException {
        List<String> changes = InitialModelNote.changes(workspace.root().resolve(plan.initialModel()), plan, archive);
        if (!changes.isEmpty()) {
            new PrepareLog(log).outdatedModel(plan.initialModel(), changes);
        }
    }

    private void checkPlan(Workspace workspace, Plan plan) {
        if (plan.aggregatorAddress().isEmpty()) {
            log.warning(
                    "plan/plan.yaml does not name the aggregator's host (network.settings.agg_addr is auto or missing);"
                            + " the plan is measured, so no federation could use the image.",
                    INITIALIZE);
        } else if (!Files.exists(workspace.root().resolve(plan.initialModel()))) {
            log.warning("There is no initial model " + plan.initialModel() + ".", INITIALIZE);
        }
        for (String file : plan.effective().unknownDefaults()) {
            log.warning(
                    "plan/plan.yaml names defaults that OpenFL " + PlanDefaults.VERSION + " does not have and ignores: "
                            + file + ". A file of this name in the workspace is not read.",
                    "Write the values below settings, and remove the line.");
        }
    }
}
