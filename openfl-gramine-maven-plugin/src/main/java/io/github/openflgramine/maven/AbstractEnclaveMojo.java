package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.gramine.DeclaredSize;
import io.github.openflgramine.graminize.Capacity;
import io.github.openflgramine.graminize.EnclaveOptions;
import io.github.openflgramine.graminize.Openness;
import io.github.openflgramine.graminize.ProductNumbers;
import io.github.openflgramine.graminize.Protections;
import io.github.openflgramine.graminize.TrustedFilesMode;
import io.github.openflgramine.graminize.TrustedSelection;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.GivenSignatures;
import io.github.openflgramine.signing.SignatureSource;
import io.github.openflgramine.signing.Signing;
import io.github.openflgramine.signing.SigningDate;
import io.github.openflgramine.signing.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What is said of the enclave: check wants it as early, and as exactly, as graminize that uses it. */
abstract class AbstractEnclaveMojo extends AbstractWorkspaceMojo {

    private final KeyPassphrase passphrases;

    /**
     * The key that signs: a PEM file, RSA with 3072 bits and public exponent 3, made by {@code openfl-gramine:generate-key}; or
     * a key on a PKCS#11 token: {@code pkcs11:token=NAME;object=LABEL?module-path=/usr/lib/…/MODULE.so}. Without it, or with
     * an empty one, the image is called {@code NAME:TAG-direct} and runs under gramine-direct only.
     */
    @Parameter(property = "gramine.signingKey")
    private @Nullable String signingKey;

    /**
     * The id of the server in Maven's settings.xml whose (encrypted) passphrase opens the key. Without it an encrypted key, or
     * a token, is opened with the environment's OPENFL_GRAMINE_KEY_PASSPHRASE.
     */
    @Parameter(property = "gramine.signingKeyServer")
    private @Nullable String signingKeyServer;

    /**
     * In place of a key, a directory with aggregator.sig and collaborator.sig that were signed before: by attach-signature, or
     * those of a published image that is built again. They are taken only for the enclaves that they sign, with their date.
     */
    @Parameter(property = "gramine.signatures")
    private @Nullable String signatures;

    /**
     * The date in the SIGSTRUCT, {@code yyyy-mm-dd}. Default: the day of {@code project.build.outputTimestamp}, then of the
     * environment's SOURCE_DATE_EPOCH, then today (UTC).
     */
    @Parameter(property = "gramine.date")
    private @Nullable String date;

    /** Whether this is for use, not for a trial: what weakens the enclave is then refused, not only warned about. */
    @Parameter(property = "gramine.production", defaultValue = "false")
    private boolean production;

    /**
     * Memory of the enclave: a power of 2, in bytes or with K, M or G, for example {@code 8G}. Without EDMM all of it is added
     * when the enclave starts, so much memory means a slow start.
     */
    @Parameter(property = "gramine.enclaveSize", defaultValue = "4G")
    private String enclaveSize = "";

    /** Threads that the enclave can run at once, Gramine's own among them: 1 to 4096. OpenFL needs about 20 on two cores. */
    @Parameter(property = "gramine.maxThreads", defaultValue = "64")
    private int maxThreads;

    /**
     * Threads that OpenMP and OpenBLAS use for one computation (OMP_NUM_THREADS, OPENBLAS_NUM_THREADS): 1 to 4096. They would
     * take one per core of the machine, and {@code gramine.maxThreads} has to hold them all beside some 20 of Python and gRPC.
     */
    @Parameter(property = "gramine.numericThreads", defaultValue = "1")
    private int numericThreads;

    /**
     * Whether an attempt to start a process fails at once. A federation starts none, but code in {@code src} or a package may.
     * Not yet tried with a federation in an enclave.
     */
    @Parameter(property = "gramine.disallowSubprocesses", defaultValue = "false")
    private boolean disallowSubprocesses;

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

    /**
     * Whether cert/cert_chain.crt, as {@code workspace-certify} made it, is in the image and trusted. Then no host can put another
     * authority in its place and join the federation, or have an actor join its own; a new authority needs a new image.
     */
    @Parameter(property = "openfl.trustCertChain", defaultValue = "false")
    private boolean trustCertChain;

    /**
     * Whether the initial model, as {@code plan-initialize} made it, is in the image and trusted by the aggregator, which else takes
     * the one that its host has in {@code save/}.
     */
    @Parameter(property = "openfl.trustInitialModel", defaultValue = "false")
    private boolean trustInitialModel;

    /**
     * Directories of the workspace that the host sees encrypted alone: {@code DIRECTORY=KEY}, separated by commas, of {@code save},
     * {@code local_state} and {@code data}. The key is {@code mrenclave} (only this very enclave on this processor has it),
     * {@code mrsigner} (every enclave of the same signer), or the name of a key that is provisioned after attestation.
     * Example: {@code local_state=mrenclave,data=hospital}.
     */
    @Parameter(property = "gramine.encryptedMounts")
    private @Nullable String encryptedMounts;

    /**
     * Features of the processor that the enclave requires, or never uses, beyond Gramine's defaults: {@code avx}, {@code avx512},
     * {@code amx}, {@code mpx}, {@code pkru}. Example: {@code avx512=required,amx=disabled}.
     */
    @Parameter(property = "gramine.cpuFeatures")
    private @Nullable String cpuFeatures;

    /** Whether the processor has to tell the enclave of page faults and their addresses (EXINFO), so that the host cannot invent any. */
    @Parameter(property = "gramine.useExinfo", defaultValue = "false")
    private boolean useExinfo;

    /**
     * Which files an enclave may read: {@code lean}, file by file after the rules of the plugin's and the workspace's
     * {@code gramine/trusted.txt}, or {@code full}, whole directories. A lean enclave starts in half the time.
     */
    @Parameter(property = "gramine.trustedFiles", defaultValue = "lean")
    private String trustedFiles = "";

    /**
     * Shows what each rule of the lean list does ({@code true}), or which one decides over a file: its absolute path in the
     * image. Example: {@code -Dgramine.explain=/usr/lib/x86_64-linux-gnu/libz.so.1}.
     */
    @Parameter(property = "gramine.explain")
    private @Nullable String explain;

    AbstractEnclaveMojo(KeyPassphrase passphrases) {
        this.passphrases = passphrases;
    }

    /** Where signatures come from, opened and checked as far as that can be done without an image; to be closed. */
    final Optional<SignatureSource> signing(BuildLog log) throws IOException {
        Optional<String> key = given(signingKey);
        Optional<String> given = given(signatures);
        if (key.isPresent() && given.isPresent()) {
            throw new GraminizeException(
                    "Both gramine.signingKey and gramine.signatures are given; a key makes new signatures, signatures are used as they"
                            + " are.",
                    "Omit one of them, or leave it empty: -Dgramine.signingKey=");
        }
        Path base = project().getBasedir().toPath();
        if (given.isPresent()) {
            return Optional.of(GivenSignatures.read(base.resolve(given.get())));
        }
        SigstructDate day = SigningDate.choose(
                Optional.ofNullable(date),
                property("project.build.outputTimestamp"),
                Optional.ofNullable(System.getenv("SOURCE_DATE_EPOCH")),
                Clock.systemUTC());
        if (key.isEmpty()) {
            return Optional.empty();
        }
        SigningKeys keys = new SigningKeys(base, gate(log));
        return Optional.of(
                new Signing(keys.open(key.get(), passphrases.find(session().getSettings(), signingKeyServer)), day));
    }

    /** The name of the image that will not be signed; empty where it will, or a signature elsewhere is being prepared. */
    final Optional<String> unsignedImage() {
        boolean isSigned = given(signingKey).or(() -> given(signatures)).isPresent();
        boolean isPrepared = session().getGoals().stream().anyMatch(goal -> goal.contains("prepare-signature"));
        return isSigned || (production && isPrepared) ? Optional.empty() : Optional.of(names().unsigned());
    }

    /** The signing key where it is a file, and that is there. */
    final Optional<Path> keyFile() {
        return given(signingKey)
                .map(place -> project().getBasedir().toPath().resolve(place))
                .filter(Files::isRegularFile);
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    /** One for all goals of this build: what one of them has warned of, the next one does not. */
    final ProductionGate gate(BuildLog log) {
        return new ProductionGate(production, told(), log);
    }

    @SuppressWarnings("unchecked")
    private Set<String> told() {
        return (Set<String>) getPluginContext().computeIfAbsent("insecureSettings", key -> new LinkedHashSet<String>());
    }

    final TrustedSelection.Options trustedFiles() {
        return new TrustedSelection.Options(TrustedFilesMode.of(trustedFiles), Optional.ofNullable(explain));
    }

    final EnclaveOptions enclaveOptions() {
        return new EnclaveOptions(
                new Capacity(DeclaredSize.of(enclaveSize), maxThreads, numericThreads, edmm, keepMemory),
                new ProductNumbers(isvProdId, isvSvn),
                Openness.of(debug, logLevel, remoteAttestation),
                disallowSubprocesses,
                Protections.of(
                        trustCertChain,
                        trustInitialModel,
                        Optional.ofNullable(encryptedMounts).orElse(""),
                        Optional.ofNullable(cpuFeatures).orElse(""),
                        useExinfo));
    }
}
