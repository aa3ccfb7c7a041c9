package io.github.openflgramine.host;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineAddress;
import io.github.openflgramine.gramine.EnclaveNeeds;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.run.ActorImage;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.EngineChecks;
import io.github.openflgramine.run.ImageChoice;
import io.github.openflgramine.run.ImageFiles;
import io.github.openflgramine.run.SgxFiles;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code host-check}: checks whether this machine can run an image. Only an enrolment or a connection that it tries is started. */
public final class HostCheck {

    private final Host host;
    private final EngineAddress address;
    private final Clock clock;
    private final HostLog log;

    /** @param address the engine to check; it need not be reachable */
    public HostCheck(Host host, EngineAddress address, Clock clock, BuildLog log) {
        this.host = host;
        this.address = address;
        this.clock = clock;
        this.log = new HostLog(log);
    }

    /**
     * What to check for.
     *
     * @param enrolment what to try if nothing prevents it; empty if actors need not enrol here
     * @param connection what to try if there is an image; empty if the connection is not to be tried
     */
    public record Request(
            ImageChoice image,
            ActorMode mode,
            SgxFiles sgx,
            Optional<TriedEnrolment> enrolment,
            Optional<TriedConnection> connection) {
        public Request {
            if (enrolment.isPresent() && mode != ActorMode.SGX) {
                throw new IllegalArgumentException("only an enclave enrols");
            }
        }
    }

    /** Checks the machine, and returns the result. */
    public HostVerdict run(Request request) throws IOException {
        Engine engine;
        try {
            engine = Engine.connect(address);
        } catch (GraminizeException e) {
            return verdict(
                    request, found(request, List.of(HostFinding.bad("engine", e.problem(), e.remedy())), Map.of()));
        }
        try (engine) {
            return run(engine, request);
        }
    }

    HostVerdict run(Engine engine, Request request) throws IOException {
        Map<Role, EnclaveNeeds> needs = new EnumMap<>(Role.class);
        HostFinding image = image(engine, request, needs);
        HostVerdict verdict = verdict(request, found(request, List.of(engine(engine, request), image), needs));
        HostVerdict enrolled =
                request.enrolment().isPresent() ? withEnrolment(engine, request, verdict, needs.isEmpty()) : verdict;
        return request.connection().isPresent() ? withConnection(engine, request, enrolled) : enrolled;
    }

    /** Tries the connection whatever is wrong with the machine: it can be put right before there is SGX. */
    private HostVerdict withConnection(Engine engine, Request request, HostVerdict machine) throws IOException {
        List<HostFinding> tried = new ConnectionTrial(
                        engine, request.connection().get(), request.sgx(), clock)
                .findings(() -> ActorImage.look(engine, request.image(), request.mode(), log));
        log.hostChecked(tried);
        return machine.with(tried);
    }

    private HostVerdict withEnrolment(Engine engine, Request request, HostVerdict machine, boolean hasNoImage)
            throws IOException {
        List<HostFinding> tried;
        if (hasNoImage || !machine.isReady()) {
            tried = List.of(HostFinding.doubtful(
                    "enrolment",
                    "not tried",
                    machine.isReady()
                            ? "Give an attested image and its measurements: -Dopenfl.image=… -Dgramine.measurements=…"
                            : "What is wrong above prevents it."));
        } else {
            tried = new EnrolmentTrial(engine, request.enrolment().get(), request.sgx(), clock, log).findings();
        }
        log.hostChecked(tried);
        HostVerdict verdict = machine.with(tried);
        if (tried.stream().anyMatch(finding -> finding.state() != HostFinding.State.DOUBTFUL)) {
            log.enrolmentReport(
                    host.processor().orElse("unknown"), host.microcode().orElse("unknown"), verdict);
        }
        return verdict;
    }

    private List<HostFinding> found(Request request, List<HostFinding> findings, Map<Role, EnclaveNeeds> needs)
            throws IOException {
        List<HostFinding> all = new ArrayList<>();
        if (request.mode() == ActorMode.SGX) {
            all.addAll(new SgxHostChecks(
                            host, request.sgx(), needs, request.enrolment().isPresent())
                    .findings());
        }
        all.addAll(findings);
        return all;
    }

    private HostVerdict verdict(Request request, List<HostFinding> all) {
        log.hostChecked(all);
        String subject = request.image()
                .given()
                .or(() -> request.image().own().map(ImageNames::signed))
                .orElse("an image");
        return new HostVerdict(subject, request.mode(), all);
    }

    private static HostFinding engine(Engine engine, Request request) throws IOException {
        String found = engine.kind() + " at " + engine.address();
        try {
            engine.kind().requirePlatform(engine.address());
            if (request.mode() == ActorMode.SGX) {
                EngineChecks.device(engine, request.sgx());
            }
            return HostFinding.good("engine", found);
        } catch (GraminizeException e) {
            return HostFinding.bad("engine", found, e.problem() + " " + e.remedy());
        }
    }

    private HostFinding image(Engine engine, Request request, Map<Role, EnclaveNeeds> needs) throws IOException {
        if (request.image().given().isEmpty() && request.image().own().isEmpty()) {
            return HostFinding.good("image", "none given; -Dopenfl.image=… checks what an image needs");
        }
        try {
            ActorImage image = ActorImage.look(engine, request.image(), request.mode(), log);
            image.checkMode(request.mode());
            image.planDigest();
            try (ImageFiles files = ImageFiles.of(engine, image.image())) {
                for (Role role : Role.values()) {
                    needs.put(role, files.needs(role));
                }
            }
            return HostFinding.good("image", image.name());
        } catch (GraminizeException e) {
            return HostFinding.bad("image", e.problem(), e.remedy());
        }
    }
}
