package io.github.openflgramine.prepare;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.BundledFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImagePaths;
import io.github.openflgramine.product.ImagePython;
import io.github.openflgramine.product.OpenedFiles;
import io.github.openflgramine.run.ProgramRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Constructs what a plan names, with OpenFL's own classes, as an aggregator and a collaborator would: in a container of
 * the first image, without a network, data and certificates. A federation that could not start is found before anything
 * is signed. An image is tried once: its id stands for the plan, the code, the packages and the base.
 */
public final class PlanTrial {

    private static final String DIRECTORY = "openfl-gramine-plan";
    private static final String FINDINGS = "findings.json";
    private static final String BUNDLED = "io/github/openflgramine/python/plan";
    /** The directory of a workspace that is not in the image. */
    private static final String COPY = "workspace";

    private final Engine engine;
    private final Path cache;
    private final PrepareLog log;

    /** @param cache a directory for what was found in images that were tried before */
    public PlanTrial(Engine engine, Path cache, BuildLog log) {
        this.engine = engine;
        this.cache = cache;
        this.log = new PrepareLog(log);
    }

    /**
     * Tries the plan in an image.
     *
     * @param plan the plan that was packed into the image
     * @param timeout limits the run of the container
     * @return the files of the image that this opened, about those that an actor opens as it starts
     * @throws GraminizeException if a federation could not start, with everything that is wrong
     */
    public OpenedFiles require(String image, Plan plan, Duration timeout) throws IOException {
        Path known = known(image);
        PlanTrialResult result;
        if (Files.exists(known)) {
            result = PlanTrialResult.parse(Files.readAllBytes(known));
        } else {
            log.tryingPlan(image);
            byte[] found = in(image, timeout);
            result = PlanTrialResult.parse(found);
            if (result.findings().stream().noneMatch(PlanFinding::isError)) {
                AtomicFiles.write(known, found);
            }
        }
        List<PlanFinding> findings = result.findings();
        findings.stream()
                .filter(finding -> !finding.isError())
                .forEach(finding -> log.warning(finding.placed(plan), finding.remedy()));
        List<PlanFinding> errors =
                findings.stream().filter(PlanFinding::isError).toList();
        if (!errors.isEmpty()) {
            throw new GraminizeException(
                    "OpenFL could not run this plan. To correct: " + errors.size() + listed(errors, plan) + "\n",
                    "If one of them is not a mistake, build with -Dopenfl.tryPlan=false.");
        }
        return result.opened();
    }

    /** Returns the findings as indented lines, each followed by its remedy. */
    static String listed(List<PlanFinding> findings, Plan plan) {
        return findings.stream()
                .map(finding -> "\n    " + finding.placed(plan) + "\n        " + finding.remedy())
                .collect(Collectors.joining());
    }

    private Path known(String image) throws IOException {
        MessageDigest digest = Sha256.newMessageDigest();
        digest.update(engine.image(image)
                .orElseThrow(() -> new GraminizeException(
                        "The Docker engine at " + engine.address() + " does not have the image " + image + ".",
                        "Run mvn package."))
                .id()
                .toString()
                .getBytes(StandardCharsets.UTF_8));
        BundledFiles.below(BUNDLED).values().forEach(digest::update);
        return cache.resolve(Sha256.of(digest.digest()).hex() + ".json");
    }

    private byte[] in(String image, Duration timeout) throws IOException {
        return findings(engine, image, ImagePaths.WORKSPACE, BundledFiles.contents(BUNDLED), timeout);
    }

    /** Returns what is wrong with a workspace that is not in the image, for which OpenFL's {@code fx} failed. */
    static List<PlanFinding> of(Engine engine, String image, SortedMap<String, Content> workspace, Duration timeout)
            throws IOException {
        SortedMap<String, Content> given = BundledFiles.contents(BUNDLED);
        workspace.forEach((file, content) -> given.put(COPY + "/" + file, content));
        ImagePath copy = ImagePath.of(DIRECTORY).resolve(COPY);
        return PlanTrialResult.parse(findings(engine, image, copy, given, timeout))
                .findings();
    }

    private static byte[] findings(
            Engine engine, String image, ImagePath workspace, SortedMap<String, Content> given, Duration timeout)
            throws IOException {
        ContainerRequest request = ContainerRequest.of(image)
                .user("0:0")
                .withoutPrivileges()
                .workingDir(workspace)
                .entrypoint(ImagePython.entrypoint("-B -u"))
                .command("/" + DIRECTORY + "/construct.py", "/" + DIRECTORY + "/" + FINDINGS)
                .env("HOME", "/" + DIRECTORY)
                .build();
        try (ProgramRun run = ProgramRun.of(engine, request, DIRECTORY, given, timeout)) {
            if (run.failure().isPresent()) {
                throw failure(run.failure().get(), run);
            }
            try (InputStream content = run.file(FINDINGS).orElseThrow(() -> failure("wrote no findings", run))) {
                return Content.whole(content, FINDINGS);
            }
        }
    }

    private static GraminizeException failure(String how, ProgramRun run) {
        return new GraminizeException(
                "Constructing what the plan names " + how + "." + run.quotedLines(),
                "Correct the workspace's code; to build without this step: -Dopenfl.tryPlan=false");
    }
}
