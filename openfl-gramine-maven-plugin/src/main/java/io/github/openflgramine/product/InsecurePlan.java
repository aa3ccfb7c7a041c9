package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.EffectivePlan;
import io.github.openflgramine.openfl.Plan;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the insecure settings of a plan as OpenFL will have it: a setting that is missing counts with its default. */
public final class InsecurePlan {

    private static final String NETWORK = "network";
    private static final String MEASURED = " The plan is measured: run mvn install afterwards.";

    private final Plan plan;
    private final EffectivePlan effective;

    private InsecurePlan(Plan plan) {
        this.plan = plan;
        this.effective = plan.effective();
    }

    /**
     * Returns the insecure settings of a plan.
     *
     * @param isEncrypted whether the image encrypts the directory of a path, which is relative to the workspace
     */
    public static List<InsecureSetting> of(Plan plan, Predicate<String> isEncrypted) {
        InsecurePlan found = new InsecurePlan(plan);
        return Stream.of(
                        found.tls(),
                        found.clientCertificates(),
                        found.transport(),
                        found.address(),
                        found.checkpoints(isEncrypted),
                        found.data())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<InsecureSetting> tls() {
        return insecure(
                !effective.usesTls(),
                ProductionRule.TLS,
                plan.stated(NETWORK, "use_tls")
                        + ", expected true: without TLS anyone on the way reads and changes the model.",
                "Set use_tls: true." + MEASURED);
    }

    private Optional<InsecureSetting> clientCertificates() {
        return insecure(
                !effective.requiresClientCertificates(),
                ProductionRule.CLIENT_CERTIFICATES,
                plan.stated(NETWORK, "require_client_auth")
                        + ", expected true: otherwise anyone can take part under a collaborator's name.",
                "Set require_client_auth: true." + MEASURED);
    }

    private Optional<InsecureSetting> transport() {
        return insecure(
                !effective.transport().equals("grpc"),
                ProductionRule.TRANSPORT,
                plan.stated(NETWORK, "transport_protocol") + ", expected grpc.",
                "Set transport_protocol: grpc." + MEASURED);
    }

    private Optional<InsecureSetting> address() {
        try {
            plan.requireValidAddress();
            return Optional.empty();
        } catch (GraminizeException e) {
            return Optional.of(new InsecureSetting(ProductionRule.AGGREGATOR_ADDRESS, e.problem(), e.remedy()));
        }
    }

    private Optional<InsecureSetting> checkpoints(Predicate<String> isEncrypted) {
        String file = effective.checkpointFile();
        return insecure(
                effective.keepsCheckpoints() && !isEncrypted.test(file),
                ProductionRule.CHECKPOINTS,
                plan.stated("aggregator", "persist_checkpoint") + ", expected false: the directory of " + file
                        + " is not encrypted, so an enclave keeps no checkpoints and the run cannot be resumed.",
                "Set persist_checkpoint: false. To be able to resume, set persistent_db_path: local_state/tensor.db and"
                        + " gramine.encryptedMounts=local_state=mrenclave." + MEASURED);
    }

    private Optional<InsecureSetting> data() {
        return insecure(
                effective.makesUpData(),
                ProductionRule.SYNTHETIC_DATA,
                plan.stated("data_loader", "source")
                        + ": synthetic makes up the data, so the model learns nothing about the real world.",
                "Remove the line synthetic." + MEASURED);
    }

    private static Optional<InsecureSetting> insecure(
            boolean isInsecure, ProductionRule rule, String problem, String remedy) {
        return isInsecure ? Optional.of(new InsecureSetting(rule, problem, remedy)) : Optional.empty();
    }
}
