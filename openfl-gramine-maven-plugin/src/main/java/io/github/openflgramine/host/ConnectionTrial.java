package io.github.openflgramine.host;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.HostName;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CredentialsCheck;
import io.github.openflgramine.product.ImagePython;
import io.github.openflgramine.run.ActorHost;
import io.github.openflgramine.run.ActorImage;
import io.github.openflgramine.run.ImageFiles;
import io.github.openflgramine.run.ProgramRun;
import io.github.openflgramine.run.SgxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The connection from this machine to the aggregator, tried with the collaborator's certificate by the program that kits
 * have, too ({@code python/kit/connection.py}): name, port, TLS, and the plan's hash. It runs in a container of the image,
 * as the actor would, but without Gramine.
 */
final class ConnectionTrial {

    private static final String WHAT = "aggregator";
    private static final String PROGRAM = "openfl-gramine-connection";
    private static final ImagePath DIRECTORY = ImagePath.of("/participant");
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final String GOOD = "ok    ";
    private static final String BAD = "FAIL  ";

    private final Engine engine;
    private final TriedConnection request;
    private final SgxFiles sgx;
    private final Clock clock;

    ConnectionTrial(Engine engine, TriedConnection request, SgxFiles sgx, Clock clock) {
        this.engine = engine;
        this.request = request;
        this.sgx = sgx;
        this.clock = clock;
    }

    /** Finds an image. */
    interface Images {
        ActorImage find() throws IOException;
    }

    /** Tries the connection, and returns a finding for each step. */
    List<HostFinding> findings(Images images) throws IOException {
        try {
            return tried(images.find());
        } catch (GraminizeException e) {
            return List.of(HostFinding.bad(WHAT, e.problem(), e.remedy()));
        }
    }

    private List<HostFinding> tried(ActorImage image) throws IOException {
        Address address = address(image);
        ContainerRequest.Builder container = ContainerRequest.of(image.image().id())
                .user(ActorHost.of(request.directory(), sgx, engine.kind()).user())
                .withoutPrivileges()
                .network(ContainerRequest.Network.HOST)
                .workingDir(DIRECTORY)
                .entrypoint(ImagePython.entrypoint("-I -B"))
                .command(
                        "/" + PROGRAM + "/connection.py",
                        request.collaborator().name(),
                        address.host(),
                        Integer.toString(address.port()));
        for (Path file : certificates()) {
            container.readable(
                    file.toAbsolutePath(),
                    DIRECTORY.resolve(request.directory().relativize(file).toString()));
        }
        Map<String, Content> program = Map.of(
                "connection.py",
                Content.of(ContextDirectory.resource("/io/github/openflgramine/python/kit/connection.py")));
        try (ProgramRun run = ProgramRun.of(engine, container.build(), PROGRAM, program, TIMEOUT)) {
            return findings(run);
        }
    }

    private static List<HostFinding> findings(ProgramRun run) {
        List<HostFinding> findings = new ArrayList<>();
        List<String> lines = run.lastLines();
        for (String line : lines) {
            if (line.startsWith(GOOD)) {
                findings.add(HostFinding.good(WHAT, line.substring(GOOD.length())));
            } else if (line.startsWith(BAD)) {
                findings.add(HostFinding.bad(WHAT, line.substring(BAD.length()), ""));
            }
        }
        if (run.failure().isPresent()
                && findings.stream().noneMatch(finding -> finding.state() == HostFinding.State.BAD)) {
            findings.add(
                    HostFinding.bad(WHAT, "the trial " + run.failure().get() + ": " + String.join(" / ", lines), ""));
        }
        return findings;
    }

    /** The chain or the pinned certificate, and the collaborator's own with its key. */
    private List<Path> certificates() throws IOException {
        CertDirectory certificates = CertDirectory.of(request.directory());
        new CredentialsCheck(certificates).check(request.collaborator(), clock.instant());
        return List.of(
                Files.exists(certificates.pin()) ? certificates.pin() : certificates.chain(),
                certificates.certificate(request.collaborator()),
                certificates.key(request.collaborator()));
    }

    private record Address(String host, int port) {}

    private Address address(ActorImage image) throws IOException {
        Plan plan;
        try (ImageFiles files = ImageFiles.of(engine, image.image())) {
            plan = files.plan();
        }
        String given = request.address().orElse("");
        int colon = given.lastIndexOf(':');
        String host = colon < 0 ? given : given.substring(0, colon);
        if (host.isEmpty()) {
            host = plan.aggregatorAddress()
                    .orElseThrow(() -> new GraminizeException(
                            "The plan has no address of the aggregator.",
                            "Give it: -Dopenfl.aggregator=agg.example.org:50123"));
        }
        HostName.problem(host).ifPresent(problem -> {
            throw new GraminizeException(
                    "openfl.aggregator=" + given + " " + problem + ".",
                    "Give HOST or HOST:PORT, or nothing for the plan's.");
        });
        return new Address(host, colon < 0 ? port(plan) : port(given.substring(colon + 1), given));
    }

    private static int port(Plan plan) {
        return plan.aggregatorPort()
                .orElseThrow(() -> new GraminizeException(
                        "The plan leaves the aggregator's port to OpenFL.",
                        "Give it: -Dopenfl.aggregator=agg.example.org:50123. The aggregator's log has it."));
    }

    private static int port(String text, String given) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw new GraminizeException(
                    "openfl.aggregator=" + given + " has no port after its colon.",
                    "Give HOST or HOST:PORT with a port from 1 to 65535.");
        }
        return port;
    }
}
