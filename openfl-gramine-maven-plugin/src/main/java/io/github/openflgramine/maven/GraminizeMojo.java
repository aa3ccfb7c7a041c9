package io.github.openflgramine.maven;

import io.github.openflgramine.build.BuildLog;
import io.github.openflgramine.build.EnclaveOptions;
import io.github.openflgramine.build.Graminize;
import io.github.openflgramine.build.Signing;
import io.github.openflgramine.build.SigningDate;
import io.github.openflgramine.sgx.SigstructDate;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first image and makes, for the aggregator and for the collaborator, the manifest with the SHA-256 of every
 * trusted file, the MRENCLAVE and, with a key, the signed SIGSTRUCT; then writes the context of the final image, which
 * fabric8's {@code docker:build} builds next. The key stays in this process. Replaces {@code fx workspace graminize}.
 */
@Mojo(name = "graminize", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class GraminizeMojo extends AbstractWorkspaceMojo {

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
     * The date in the SIGSTRUCT, {@code yyyy-mm-dd}. Default: the day of {@code project.build.outputTimestamp}, then of the
     * environment's SOURCE_DATE_EPOCH, then today (UTC).
     */
    @Parameter(property = "gramine.date")
    private @Nullable String date;

    /** Whether install writes and attaches the image's archive, {@code target/NAME.tar.gz}. */
    @Parameter(property = "gramine.save", defaultValue = "true")
    private boolean save;

    @Inject
    GraminizeMojo(KeyPassphrase passphrases) {
        this.passphrases = passphrases;
    }

    @Override
    void run(BuildLog log) throws IOException {
        Optional<Signing> signing = signing(log);
        String finalImage = new Graminize(log)
                .graminize(
                        new Graminize.Request(workspace(), names(), savedFirstImage(), options(), signing, work(".")));
        setProperty("openfl.finalImage.name", finalImage);
        setProperty("openfl.finalImage.context", work("final").toString());
        setProperty("openfl.finalImage.archive", imageArchive().toString());
        setProperty("openfl.finalImage.skipSave", Boolean.toString(!save));
        setProperty(
                "openfl.finalImage.skipPush",
                Boolean.toString(!names().hasRegistry()
                        && property("docker.push.registry").isEmpty()));
    }

    private Optional<Signing> signing(BuildLog log) throws IOException {
        if (signingKey == null) {
            return Optional.empty();
        }
        SigstructDate day = SigningDate.choose(
                Optional.ofNullable(date),
                property("project.build.outputTimestamp"),
                Optional.ofNullable(System.getenv("SOURCE_DATE_EPOCH")),
                Clock.systemUTC());
        return Optional.of(new Signing(
                SigningKeys.read(signingKey.toPath(), passphrases.find(session().getSettings(), signingKeyServer), log),
                day));
    }

    private EnclaveOptions options() {
        return new EnclaveOptions(enclaveSize, maxThreads, isvProdId, isvSvn, debug, edmm, logLevel, remoteAttestation);
    }
}
