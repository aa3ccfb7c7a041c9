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
import io.github.openflgramine.run.ImageChoice;
import io.github.openflgramine.run.ImageFiles;
import io.github.openflgramine.run.SgxFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** {@code host-check}: checks whether this machine can run an image, without starting anything. */
public final class HostCheck {

    private final Host host;
    private final EngineAddress address;
    private final HostLog log;

    /** @param address the engine to check; it need not be reachable */
    public HostCheck(Host host, EngineAddress address, BuildLog log) {
        this.host = host;
        this.address = address;
        this.log = new HostLog(log);
    }

    /** What to check for. */
    public record Request(ImageChoice image, ActorMode mode, SgxFiles sgx) {}

    /** Checks the machine, and returns the result. */
    public HostVerdict run(Request request) throws IOException {
        Engine engine;
        try {
            engine = Engine.connect(address);
        } catch (GraminizeException e) {
            return report(request, List.of(HostFinding.bad("engine", e.problem(), e.remedy())), Map.of());
        }
        try (engine) {
            return run(engine, request);
        }
    }

    HostVerdict run(Engine engine, Request request) throws IOException {
        Map<Role, EnclaveNeeds> needs = new EnumMap<>(Role.class);
        HostFinding image = image(engine, request, needs);
        return report(request, List.of(HostFinding.good("engine", "Docker at " + engine.address()), image), needs);
    }

    private HostVerdict report(Request request, List<HostFinding> findings, Map<Role, EnclaveNeeds> needs)
            throws IOException {
        List<HostFinding> all = new ArrayList<>();
        if (request.mode() == ActorMode.SGX) {
            all.addAll(new SgxHostChecks(host, request.sgx(), needs).findings());
        }
        all.addAll(findings);
        log.hostChecked(all);
        String subject = request.image()
                .given()
                .or(() -> request.image().own().map(ImageNames::signed))
                .orElse("an image");
        return new HostVerdict(subject, request.mode(), all);
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
