package io.github.openflgramine.run;

import io.github.openflgramine.Role;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.product.ImagePaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A participant and its directory. The container gets the mounts that OpenFL's manual describes. Of the certificates
 * it gets only the participant's own and the chain.
 *
 * @param name the name in the log
 * @param words arguments of the entry script: {@code aggregator start} or {@code collaborator start -n NAME}
 * @param readable files and directories in the directory that the container may read
 * @param writable directories that the container may write
 * @param data the data directory, or the actor's directory if it has none
 * @param encryptedData whether the image encrypts the data. Gramine opens encrypted files for writing even to read them
 */
public record Actor(
        String name,
        Path directory,
        List<String> words,
        List<Path> readable,
        List<Path> writable,
        Path data,
        boolean encryptedData) {

    static final ImagePath SGX_DEVICE = ImagePath.of("/dev/sgx_enclave");
    private static final ImagePath AESM_SOCKET = ImagePath.of("/var/run/aesmd/aesm.socket");

    public static Actor aggregator(Path directory, Participant aggregator) {
        return aggregator(directory, aggregator, ActorProof.KEY_FILE);
    }

    public static Actor aggregator(Path directory, Participant aggregator, ActorProof proof) {
        return new Actor(
                Role.AGGREGATOR.toString(),
                directory,
                List.of(Role.AGGREGATOR.toString(), "start"),
                readable(directory, aggregator, proof, "plan/cols.yaml"),
                writable(directory, proof, "save", "logs", "local_state"),
                directory,
                false);
    }

    public static Actor collaborator(Path directory, Participant collaborator, Path data) {
        return collaborator(directory, collaborator, data, ActorProof.KEY_FILE);
    }

    public static Actor collaborator(Path directory, Participant collaborator, Path data, ActorProof proof) {
        return new Actor(
                collaborator.name(),
                directory,
                List.of(Role.COLLABORATOR.toString(), "start", "-n", collaborator.name()),
                readable(directory, collaborator, proof, "plan/data.yaml"),
                writable(directory, proof, "logs"),
                proof.enrolling() ? directory : data,
                false);
    }

    /** Returns the actor with an image that encrypts the data. */
    public Actor withEncryptedData() {
        return new Actor(name, directory, words, readable, writable, data, true);
    }

    /** Returns whether the actor has data that its container has to be able to write in this mode. */
    public boolean opensDataForWriting(ActorMode mode) {
        return encryptedData && mode != ActorMode.NATIVE && !data.equals(directory);
    }

    /** An actor that enrols needs no file of others: the chain is in its image. */
    private static List<Path> readable(Path directory, Participant participant, ActorProof proof, String register) {
        CertDirectory certificates = CertDirectory.of(directory);
        List<Path> readable = new ArrayList<>();
        if (!proof.enrolling()) {
            readable.add(certificates.chain());
            readable.add(certificates.certificate(participant));
            if (!proof.attested()) {
                readable.add(certificates.key(participant));
            }
            readable.add(directory.resolve(register));
            if (proof.pinned()) {
                readable.add(certificates.pin());
            }
        }
        return readable;
    }

    private static List<Path> writable(Path directory, ActorProof proof, String... ofRun) {
        return Stream.concat(
                        proof.enrolling() ? Stream.empty() : Stream.of(ofRun),
                        proof.attested() ? Stream.of(ImagePaths.IDENTITY, ImagePaths.ENROLMENT) : Stream.empty())
                .map(directory::resolve)
                .toList();
    }

    /**
     * Returns a request for the actor's container in an engine of this machine.
     *
     * @param label the label by which the container is found again
     * @throws io.github.openflgramine.GraminizeException if the engine cannot run it
     */
    public ContainerRequest container(
            Engine engine,
            String image,
            ActorMode mode,
            SgxFiles sgx,
            Map.Entry<String, String> label,
            UnaryOperator<ContainerRequest.Builder> change)
            throws IOException {
        ActorHost host = ActorHost.of(directory, sgx, engine.kind());
        ContainerRequest request =
                change.apply(container(image, mode, host, label)).build();
        EngineChecks.able(engine, directory, request);
        return request;
    }

    /** Returns a request for the actor's container on any machine. */
    public ContainerRequest.Builder container(
            String image, ActorMode mode, ActorHost host, Map.Entry<String, String> label) {
        ContainerRequest.Builder builder = ContainerRequest.of(image)
                .command(words.toArray(String[]::new))
                .network(ContainerRequest.Network.HOST)
                .user(host.user())
                .env("GRAMINE_EXECUTABLE", mode.executable())
                .label(label.getKey(), label.getValue());
        for (Path part : readable) {
            builder.readable(part.toAbsolutePath(), inContainer(part));
        }
        for (Path part : writable) {
            builder.writable(part.toAbsolutePath(), inContainer(part));
        }
        if (!data.equals(directory)) {
            if (opensDataForWriting(mode)) {
                builder.writable(data.toAbsolutePath(), ImagePaths.DATA);
            } else {
                builder.readable(data.toAbsolutePath(), ImagePaths.DATA);
            }
        }
        if (mode == ActorMode.DIRECT) {
            // gramine-direct makes system calls that Docker's filter forbids.
            builder.securityOption("seccomp=unconfined");
        }
        if (mode == ActorMode.SGX) {
            builder.device(host.sgx().device().toAbsolutePath(), SGX_DEVICE);
            host.deviceGroup().ifPresent(builder::group);
            if (host.aesm()) {
                builder.writable(host.sgx().aesmSocket().toAbsolutePath(), AESM_SOCKET);
            }
        }
        return builder.withoutPrivileges().readOnlyRoot();
    }

    private ImagePath inContainer(Path part) {
        return ImagePaths.WORKSPACE.resolve(directory.relativize(part).toString());
    }
}
