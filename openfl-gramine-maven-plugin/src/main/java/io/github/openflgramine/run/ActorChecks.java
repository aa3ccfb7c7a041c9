package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.enrolment.Enrolment;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.gramine.EnclaveNeeds;
import io.github.openflgramine.openfl.Checkpoint;
import io.github.openflgramine.openfl.CollaboratorRegister;
import io.github.openflgramine.openfl.Collaborators;
import io.github.openflgramine.openfl.DataPath;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CredentialsCheck;
import io.github.openflgramine.pki.Participant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * Checks that a directory has everything its actor needs. OpenFL detects some problems late and some never: a
 * collaborator with a wrong certificate retries forever.
 *
 * @param plan the image's plan
 */
record ActorChecks(ActorRequest request, ActorImage image, Plan plan, Participant participant, ActorProof proof) {

    private static final String RESUME =
            "Resume from it with -Dopenfl.resume (an enclave does so only if its image encrypts"
                    + " local_state), or move it away to start over.";

    /**
     * Runs all checks and reports all problems together.
     *
     * @throws GraminizeException if there is a problem
     */
    void run(Actor actor, EnclaveNeeds needs, Instant now) throws IOException {
        Path directory = request.directory();
        Shortcomings found = new Shortcomings();
        found.check(() -> {
            Path own = directory.resolve("plan/plan.yaml");
            if (Files.exists(own)) {
                image.checkPlan(Plan.read(own));
            }
        });
        if (proof.enrolling()) {
            found.check(() -> StartChecks.sealing(request.mode(), needs.sealing()));
            found.check(() -> StartChecks.device(request.mode(), request.sgx().device()));
            found.check(() -> aesm(needs));
            found.report(actor.name());
            return;
        }
        found.check(() -> credentials(now));
        if (request.role() == Role.AGGREGATOR) {
            found.check(() -> collaborators(directory.resolve("plan/cols.yaml")));
            found.check(() -> StartChecks.initialModel(directory.resolve(plan.initialModel())));
            found.check(() -> earlierRun(directory.resolve("local_state/tensor.db")));
            found.check(() -> StartChecks.portIsFree(plan.aggregatorPort().orElseThrow()));
        } else {
            found.check(() -> StartChecks.data(actor.data()));
            found.check(() -> dataPath(directory.resolve("plan/data.yaml"), actor.data()));
            found.check(this::aggregatorIsKnown);
        }
        found.check(() -> StartChecks.sealing(request.mode(), needs.sealing()));
        found.check(() -> StartChecks.device(request.mode(), request.sgx().device()));
        found.check(() -> aesm(needs));
        found.report(actor.name());
    }

    private void credentials(Instant now) throws IOException {
        CertDirectory certificates = CertDirectory.of(request.directory());
        CredentialsCheck check = new CredentialsCheck(certificates);
        if (!proof.attested()) {
            check.check(participant, now);
        } else if (Files.notExists(certificates.certificate(participant))) {
            throw new GraminizeException(
                    "The %s has neither a certificate nor a challenge to enrol with: %s and %s are missing."
                            .formatted(
                                    participant,
                                    certificates.certificate(participant),
                                    Enrolment.challenge(request.directory())),
                    "Ask the federation's authority for a challenge (mvn openfl-gramine:enrolment-challenge), and put it there.");
        } else {
            check.checkSealed(participant, now);
        }
        if (proof.pinned() && Files.notExists(certificates.pin())) {
            throw new GraminizeException(
                    "The certificate of the attested aggregator is missing: " + certificates.pin() + ".",
                    "Import the authority's answer, which contains it with its evidence: mvn"
                            + " openfl-gramine:collaborator-certify -Dopenfl.import=…");
        }
    }

    private static void collaborators(Path cols) throws IOException {
        String problem = cols + " does not exist";
        if (Files.exists(cols)) {
            if (!new CollaboratorRegister(Content.of(cols).text()).names().isEmpty()) {
                return;
            }
            problem = cols + " lists nobody";
        }
        throw new GraminizeException(
                problem + "; the aggregator serves only the collaborators listed there.",
                "Certify them: mvn openfl-gramine:collaborator-certify adds each.");
    }

    private void earlierRun(Path database) throws IOException {
        if (!plan.effective().keepsCheckpoints() || Files.notExists(database) || request.resume()) {
            return;
        }
        OptionalInt done = Checkpoint.finishedRounds(database);
        String run = database + " is from an earlier run, last changed "
                + Files.getLastModifiedTime(database).toInstant();
        if (done.isEmpty()) {
            throw new GraminizeException(
                    run + ": OpenFL would resume from it, and not train at all if it was finished.", RESUME);
        }
        String rounds = done.getAsInt() + " of " + plan.rounds() + " rounds";
        if (done.getAsInt() < plan.rounds()) {
            throw new GraminizeException(
                    run + ", which stopped after " + rounds + ": OpenFL would continue with the next.", RESUME);
        }
        throw new GraminizeException(
                run + ", which is finished, " + rounds + ": OpenFL would not train any more.",
                "Move it away to start over. (With -Dopenfl.resume the aggregator only tells the collaborators to stop.)");
    }

    private void dataPath(Path list, Path data) throws IOException {
        String name = participant.name();
        String create = "mvn openfl-gramine:collaborator-create -Dopenfl.collaborator=" + name + " -Dopenfl.dataPath=…";
        if (Files.notExists(list)) {
            throw new GraminizeException(list + " does not exist.", "Make it: " + create);
        }
        Collaborators listed = Collaborators.parse(Content.of(list).text());
        String path = listed.data().get(name);
        if (path == null) {
            throw new GraminizeException(
                    list + " has no line for " + name + " (it lists "
                            + (listed.names().isEmpty() ? "nobody" : String.join(", ", listed.names())) + ").",
                    "Add it: " + create);
        }
        DataPath.requireInContainer(path, list + ": the data of " + name);
        // Any other value is a shard's number or specific to the data loader.
        if (path.startsWith("data/") && Files.notExists(data.resolve(path.substring("data/".length())))) {
            throw new GraminizeException(
                    list + " places the data of " + name + " in " + path + ", but "
                            + data.resolve(path.substring("data/".length())) + " does not exist.",
                    "Copy the data there, or correct the line: " + create);
        }
    }

    private void aggregatorIsKnown() {
        String address = plan.aggregatorAddress().orElseThrow();
        if (!ThisHost.knows(address)) {
            throw new GraminizeException(
                    "The plan's aggregator is " + address + ", but this machine cannot resolve that name.",
                    "Add it to DNS or to /etc/hosts.");
        }
    }

    private void aesm(EnclaveNeeds needs) {
        Path socket = request.sgx().aesmSocket();
        if (request.mode() == ActorMode.SGX && needs.dcap() && Files.notExists(socket)) {
            throw new GraminizeException(
                    "The image uses remote attestation (dcap), which needs Intel's aesmd, but its socket"
                            + " openfl.aesmSocket=" + socket + " does not exist.",
                    "Install and start it (packages sgx-aesm-service and libsgx-aesm-quote-ex-plugin; systemctl start"
                            + " aesmd).");
        }
    }
}
