package io.github.openflgramine.maven;

import io.github.openflgramine.certify.AggregatorCertificates;
import io.github.openflgramine.enrolment.EnrolmentChallenge;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.time.Clock;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes a challenge for a participant of an attested federation ({@code openfl.attested}): the file {@code col_NAME_challenge.json} or
 * {@code agg_FQDN_challenge.json} to send. The participant puts it at {@code enrolment/challenge.json} and starts its actor, which
 * makes its key in the enclave and writes the request package for {@code collaborator-certify} or {@code aggregator-certify}. A
 * challenge is accepted once, within 7 days.
 */
@Mojo(name = "enrolment-challenge", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class EnrolmentChallengeMojo extends AbstractGraminizeMojo {

    @Parameter
    private WorkspaceParameter workspace;

    @Parameter
    private CollaboratorParameter collaborator;

    @Parameter
    private AggregatorParameter aggregator;

    @Parameter
    private RenewParameter renew;

    @Override
    void run(BuildLog log) throws IOException {
        Participant participant = collaborator.name().isPresent()
                ? Participant.collaborator(collaborator.name().get())
                : AggregatorCertificates.aggregator(
                        workspace.directory(), aggregator.host().orElse(null));
        new EnrolmentChallenge(workspace.directory(), log)
                .create(participant, renew.isSet(), Clock.systemUTC().instant());
    }
}
