package io.github.openflgramine.maven;

import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.SgxFiles;
import java.io.File;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** How actors run on this machine. */
@SuppressWarnings("NullAway.Init")
final class ActorParameters implements ParameterGroup {

    /**
     * How actors run: {@code sgx} in an enclave (needs SGX and a signed image), {@code direct} under Gramine without SGX,
     * {@code native} without Gramine. {@code direct} and {@code native} protect nothing; use them for tests only. Default:
     * {@code sgx}; the default of {@code federation} is {@code direct} if the machine has no SGX device.
     */
    @Parameter(property = "openfl.mode")
    private @Nullable String mode;

    /** The SGX device file of this machine. */
    @Parameter(property = "openfl.sgxDevice", defaultValue = "/dev/sgx_enclave")
    private File sgxDevice;

    /** The socket of Intel's aesmd on this machine. In mode {@code sgx} actors get it if it exists. */
    @Parameter(property = "openfl.aesmSocket", defaultValue = "/var/run/aesmd/aesm.socket")
    private File aesmSocket;

    Optional<ActorMode> mode() {
        return Optional.ofNullable(mode).map(ActorMode::of);
    }

    SgxFiles sgx() {
        return new SgxFiles(sgxDevice.toPath(), aesmSocket.toPath());
    }
}
