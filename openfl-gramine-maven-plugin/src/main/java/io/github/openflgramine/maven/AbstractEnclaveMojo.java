package io.github.openflgramine.maven;

import io.github.openflgramine.build.BuildLog;
import io.github.openflgramine.build.EnclaveOptions;
import io.github.openflgramine.sgx.SigningKey;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What is said of the enclave: check wants it as early, and as exactly, as graminize that uses it. */
abstract class AbstractEnclaveMojo extends AbstractWorkspaceMojo {

    private final KeyPassphrase passphrases;

    /**
     * The key that signs: PEM, RSA with 3072 bits and public exponent 3, made by {@code openfl-gramine:generate-key}.
     * Without it the image is called {@code NAME:TAG-direct} and runs under gramine-direct only.
     */
    @Parameter(property = "gramine.signingKey")
    private @Nullable File signingKey;

    /**
     * The id of the server in Maven's settings.xml whose (encrypted) passphrase opens the key. Without it an encrypted key is
     * opened with the environment's OPENFL_GRAMINE_KEY_PASSPHRASE.
     */
    @Parameter(property = "gramine.signingKeyServer")
    private @Nullable String signingKeyServer;

    /**
     * Memory of the enclave: a power of 2, in bytes or with K, M or G, for example {@code 8G}. Without EDMM all of it is added
     * when the enclave starts, so much memory means a slow start.
     */
    @Parameter(property = "gramine.enclaveSize", defaultValue = "4G")
    private String enclaveSize = "";

    /** Threads that the enclave can run at once, Gramine's own among them: 1 to 4096. OpenFL needs about 20 on two cores. */
    @Parameter(property = "gramine.maxThreads", defaultValue = "64")
    private int maxThreads;

    /** ISVPRODID, the signer's number of this product: 0 to 65535. */
    @Parameter(property = "gramine.isvProdId", defaultValue = "0")
    private int isvProdId;

    /** ISVSVN, the security version of this product: 0 to 65535. */
    @Parameter(property = "gramine.isvSvn", defaultValue = "0")
    private int isvSvn;

    /** Whether to make a debug enclave, whose memory can be read from outside: never for real data. */
    @Parameter(property = "gramine.debug", defaultValue = "false")
    private boolean debug;

    /** Whether to add memory when it is needed (EDMM), not all of it at the start; needs a processor with SGX2. */
    @Parameter(property = "gramine.edmm", defaultValue = "false")
    private boolean edmm;

    /** How much Gramine says: {@code none}, {@code error}, {@code warning}, {@code debug}, {@code trace} or {@code all}. */
    @Parameter(property = "gramine.logLevel", defaultValue = "error")
    private String logLevel = "";

    /** How the enclave can prove to others what it is: {@code none} or {@code dcap}. */
    @Parameter(property = "gramine.remoteAttestation", defaultValue = "none")
    private String remoteAttestation = "";

    /**
     * Whether the C library keeps memory that was freed, instead of giving it back to Gramine, in {@code MALLOC_*} variables of
     * the manifest. For a large model the aggregation takes a little less time and about half a gigabyte more memory.
     */
    @Parameter(property = "gramine.keepMemory", defaultValue = "false")
    private boolean keepMemory;

    AbstractEnclaveMojo(KeyPassphrase passphrases) {
        this.passphrases = passphrases;
    }

    /** The configured key, opened; empty where none is configured. */
    final Optional<SigningKey> signingKey(BuildLog log) throws IOException {
        if (signingKey == null) {
            return Optional.empty();
        }
        return Optional.of(SigningKeys.read(
                signingKey.toPath(), passphrases.find(session().getSettings(), signingKeyServer), log));
    }

    final EnclaveOptions enclaveOptions() {
        return new EnclaveOptions(
                enclaveSize, maxThreads, isvProdId, isvSvn, debug, edmm, logLevel, remoteAttestation, keepMemory);
    }
}
