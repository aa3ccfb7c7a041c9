package io.github.openflgramine.maven;

import io.github.openflgramine.Role;
import io.github.openflgramine.enrolment.EnclaveJudge;
import io.github.openflgramine.host.Host;
import io.github.openflgramine.host.HostCheck;
import io.github.openflgramine.host.HostVerdict;
import io.github.openflgramine.host.TriedConnection;
import io.github.openflgramine.host.TriedEnrolment;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.ImageChoice;
import io.github.openflgramine.run.ImageToStart;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks whether this machine can run the image, and prints a table: processor, kernel, SGX device, enclave page cache compared with
 * the enclave's size, aesmd, Docker engine and the permission to use it. Fails if the machine cannot. Nothing is started, except
 * for the enrolment that {@code openfl.attested} tries, and the connection that {@code openfl.aggregator} tries, which needs neither SGX
 * nor data. Without an image, only the machine is checked.
 */
@Mojo(name = "host-check", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class HostCheckMojo extends AbstractGraminizeMojo {

    @Parameter
    private ActorImageParameters image;

    @Parameter
    private ActorParameters actor;

    @Parameter
    private FormatParameter format;

    @Parameter
    private EnclaveJudgeParameters enclaves;

    @Parameter
    private AttestedParameter attested;

    @Parameter
    private AggregatorParameter aggregator;

    @Parameter
    private CollaboratorParameter collaborator;

    @Parameter
    private WorkspaceParameter workspace;

    private final ServiceConnection connections;

    @Inject
    HostCheckMojo(ServiceConnection connections) {
        this.connections = connections;
    }

    @Override
    void run(BuildLog log) throws IOException {
        ImageChoice choice = image.choice(hasPom());
        ActorMode mode = actor.mode().orElse(ActorMode.SGX);
        HostVerdict verdict = new HostCheck(Host.here(), engineAddress(), Clock.systemUTC(), log)
                .run(new HostCheck.Request(choice, mode, actor.sgx(), enrolment(choice, mode, log), connection()));
        result().printJson(verdict.summary());
        verdict.requireReady();
    }

    private Optional<TriedEnrolment> enrolment(ImageChoice choice, ActorMode mode, BuildLog log) throws IOException {
        Set<Role> roles = attested.roles();
        if (roles.isEmpty() || mode != ActorMode.SGX) {
            return Optional.empty();
        }
        EnclaveJudge.Setup setup = enclaves.setup(connections, session().getSettings(), hasPom());
        ImageToStart image = new ImageToStart(
                choice, hasPom() ? setup.measurements() : Optional.empty(), setup.measurements(), Optional.empty());
        return Optional.of(new TriedEnrolment(roles, image, new EnclaveJudge(setup, log)));
    }

    private Optional<TriedConnection> connection() {
        return aggregator
                .host()
                .map(address -> new TriedConnection(
                        Participant.collaborator(collaborator.required()),
                        workspace.directory(),
                        // Maven gives a property without a value this one.
                        Optional.of(address).filter(value -> !value.equals("true"))));
    }

    @Override
    ResultFormat format() {
        return format.format();
    }
}
