package io.github.openflgramine.prepare;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.ShellWord;
import io.github.openflgramine.files.BundledFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.files.DockerfileText;
import io.github.openflgramine.graminize.ManifestModel;
import io.github.openflgramine.graminize.TrustedRulesSource;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.openfl.WorkspaceSources;
import io.github.openflgramine.product.ImageLabels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The Docker context of the first image: a Dockerfile, the files that its build needs, the launcher, and the workspace.
 */
final class FirstImageContext {

    private static final String BUNDLED = "io/github/openflgramine/";
    private static final String RESOURCES = "/" + BUNDLED;

    /** OpenFL 1.9 and older call numpy.reshape(newshape=…), which numpy 2.4 removed. */
    private static final String OWN_CONSTRAINTS = "numpy<2.4\n";

    private static final String CRYPTOGRAPHY_OF_SECURE_AGGREGATION = "pycryptodome==4.4.0";

    private final ContextDirectory context;
    private final Workspace workspace;
    private final WorkspaceArchive archive;
    private final FirstImage image;

    private FirstImageContext(
            ContextDirectory context, Workspace workspace, WorkspaceArchive archive, FirstImage image) {
        this.context = context;
        this.workspace = workspace;
        this.archive = archive;
        this.image = image;
    }

    /** Writes a new context and returns its digest. */
    static Sha256 write(Path directory, Workspace workspace, WorkspaceArchive archive, FirstImage image)
            throws IOException {
        FirstImageContext first =
                new FirstImageContext(ContextDirectory.createEmpty(directory), workspace, archive, image);
        first.putBuildFiles();
        first.putLauncher();
        first.putWorkspace();
        first.putCertChain();
        return first.putDockerfile();
    }

    private void putBuildFiles() throws IOException {
        context.putAll("build", BundledFiles.below(BUNDLED + "stage"));
        context.putAll("build", BundledFiles.below(BUNDLED + "python/stage"));
        context.put("build/removals", TrustedRulesSource.of(workspace).removals());
        PipRequirements pip = PipRequirements.read(workspace, image.pip());
        Optional<PythonPackage> own =
                PythonPackage.isAskedFor(pip) ? Optional.of(PythonPackage.bundled()) : Optional.empty();
        if (own.isPresent()) {
            context.put("build/package/" + own.get().fileName(), own.get().wheel());
        }
        putRequirements(
                pip,
                own.map(PythonPackage::requirement).map(line -> line + "\n").orElse(""));
        if (image.pip().files().caBundle().isPresent()) {
            CaBundle.require(image.pip().files().caBundle().get());
            context.copy(image.pip().files().caBundle().get(), "build/ca.crt");
        }
        if (image.pip().files().wheelhouse().isPresent()) {
            context.copy(image.pip().files().wheelhouse().get(), "build/wheelhouse");
        }
        if (image.lock().isPresent()) {
            context.put("build/locked.txt", image.lock().get().requirements());
        }
        if (image.pip().index().isPresent()) {
            context.put(
                    "build/index-packages.txt",
                    image.pip().index().get().requirements(pip).getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("OPENFL_REQUIREMENT", requirement());
        settings.put("OPENFL_NEEDS", neededByPlan(pip));
        settings.put("OWN_PACKAGE", own.map(PythonPackage::requirement).orElse(""));
        settings.put(
                "CONSTRAINTS",
                image.pip()
                        .files()
                        .constraints()
                        .map(FirstImageContext::inBuild)
                        .orElse(""));
        settings.put("HASHES", pip.demandsHashes() ? "yes" : "");
        settings.put("REPOSITORY_PROGRAMS", String.join(" ", pip.programs()));
        settings.put("PIP_OPTIONS", image.pip().options());
        settings.put("WHEEL_INDEX", image.pip().index().map(WheelIndex::address).orElse(""));
        settings.put("GRAMINE_VERSION", image.gramineVersion());
        context.put("build/settings", shellAssignments(settings));
    }

    /** Returns what OpenFL needs for the plan and does not require by itself; empty if the workspace names it, or for nothing. */
    private String neededByPlan(PipRequirements pip) throws IOException {
        String text = archive.plan().text();
        boolean secure = text.contains("secure_aggregation")
                && Plan.parse(workspace.plan(), text).effective().securesAggregation();
        boolean named = pip.installed().stream()
                .flatMap(one -> one.name().stream())
                .anyMatch(name -> CRYPTOGRAPHY_OF_SECURE_AGGREGATION.startsWith(name + "=="));
        return secure && !named ? CRYPTOGRAPHY_OF_SECURE_AGGREGATION : "";
    }

    private static String inBuild(Path constraints) {
        return "/build/constraints/" + constraints.getFileName();
    }

    /**
     * Puts the files that pip reads to where they are in the workspace, in the directory {@code requirements}, in which pip
     * runs: it takes paths from there. They are copied as they are, because pip reads each encoding that this plugin does.
     */
    private void putRequirements(PipRequirements pip, String ownPackage) throws IOException {
        String copied = "";
        for (String name : pip.ofWorkspace().packages()) {
            if (copied.isEmpty() || !name.startsWith(copied)) {
                context.copy(workspace.root().resolve(name), "build/requirements/" + name);
                copied = name + "/";
            }
        }
        for (String name : pip.ofWorkspace().texts().keySet()) {
            context.put(
                    "build/requirements/" + name, Content.of(workspace.root().resolve(name)));
        }
        context.put("build/constraints.txt", OWN_CONSTRAINTS + ownPackage);
        if (image.pip().files().constraints().isPresent()) {
            Path file = image.pip().files().constraints().get().toAbsolutePath();
            for (String name : pip.constraintTexts().keySet()) {
                context.put("build/constraints/" + name, Content.of(file.resolveSibling(name)));
            }
        }
        context.put("build/versions.txt", pip.versions());
    }

    /**
     * Returns pip's requirement for OpenFL. A wheel or clone on this machine (relative to the POM) is copied to the
     * context and installed from there.
     */
    private String requirement() throws IOException {
        String requirement = image.pip().openfl();
        if (!PipInstall.isLocal(requirement)) {
            return requirement;
        }
        Path local = workspace.root().resolve(requirement).toAbsolutePath().normalize();
        BuildFiles.require(Files.exists(local), local, "openfl.requirement", "");
        context.copy(local, "build/openfl/" + local.getFileName());
        return "/build/openfl/" + local.getFileName();
    }

    private void putLauncher() throws IOException {
        context.putAll("openfl-gramine", BundledFiles.below(BUNDLED + "python/image"));
        if (image.initialModel().isPresent()) {
            context.copy(image.initialModel().get(), "openfl-gramine/" + ManifestModel.INITIAL_MODEL.name());
        }
        context.putExecutable("openfl-gramine/start", ContextDirectory.resource(RESOURCES + "image/start"));
    }

    private void putWorkspace() throws IOException {
        for (var entry : archive.entries().entrySet()) {
            String name = "workspace/" + entry.getKey();
            if (name.endsWith("/")) {
                context.putDirectory(name);
            } else {
                context.put(name, entry.getValue());
            }
        }
    }

    private void putCertChain() throws IOException {
        if (image.certChain().isPresent()) {
            context.copy(image.certChain().get(), ManifestModel.CERT_CHAIN.substring(1));
        }
    }

    private Sha256 putDockerfile() throws IOException {
        String text = LastSteps.behind(dockerfile(workspace, image.baseImage()), image.libraries());
        context.putDockerfile(text, Map.of());
        Sha256 digest = context.digest();
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(ImageLabels.WORKSPACE, workspace.name());
        labels.put(ImageLabels.PLAN, archive.plan().sha256().hex());
        labels.put(ImageLabels.CONTEXT, digest.hex());
        labels.put(ImageLabels.SOURCES, WorkspaceSources.digest(workspace).hex());
        context.putDockerfile(text, labels);
        return digest;
    }

    /** Returns the workspace's own Dockerfile if it has one, else the plugin's. */
    static String dockerfile(Workspace workspace, String baseImage) throws IOException {
        Path own = workspace.gramineDirectory().resolve("Dockerfile");
        boolean isOwn = Files.exists(own);
        String name = isOwn ? workspace.root().relativize(own).toString() : "Dockerfile";
        Content template =
                isOwn ? Content.of(own) : Content.of(ContextDirectory.resource(RESOURCES + "prepare/Dockerfile"));
        return DockerfileTemplate.render(
                name, template.text(), Map.of("baseImage", DockerfileText.image(baseImage, "gramine.baseImage")));
    }

    private static String shellAssignments(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + ShellWord.inSingleQuotes(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }
}
