package io.github.openflgramine.maven;

import io.github.openflgramine.gramine.DeclaredSize;
import io.github.openflgramine.graminize.Capacity;
import io.github.openflgramine.graminize.EnclaveEnvironment;
import io.github.openflgramine.graminize.EnclaveOptions;
import io.github.openflgramine.graminize.Openness;
import io.github.openflgramine.graminize.ProductNumbers;
import io.github.openflgramine.graminize.Protections;
import io.github.openflgramine.graminize.TrustedFilesMode;
import io.github.openflgramine.graminize.TrustedSelection;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The properties of both enclaves, for {@code check} and for {@code graminize}. */
@SuppressWarnings("NullAway.Init")
final class EnclaveParameters implements ParameterGroup {

    /**
     * The enclave's size: a power of 2, in bytes or with the suffix K, M or G. Example: {@code 8G}. Without EDMM all memory is
     * added at start-up, so a large enclave starts slowly.
     */
    @Parameter(property = "gramine.enclaveSize", defaultValue = "4G")
    private String enclaveSize;

    /** The number of threads in the enclave, including Gramine's own: 1 to 4096. OpenFL needs about 20 on two cores. */
    @Parameter(property = "gramine.maxThreads", defaultValue = "64")
    private int maxThreads;

    /**
     * The number of threads that OpenMP and OpenBLAS use for one computation (OMP_NUM_THREADS, OPENBLAS_NUM_THREADS): 1 to 4096.
     * They count towards {@code gramine.maxThreads}, in addition to about 20 threads of Python and gRPC.
     */
    @Parameter(property = "gramine.numericThreads", defaultValue = "1")
    private int numericThreads;

    /**
     * Whether attempts to start a process fail immediately. Otherwise each takes seconds, and memory for an enclave of its own. OpenFL
     * starts none during a federation, but code in {@code src} or in a package may: the build warns where code in {@code src} does.
     * New workspaces set it.
     */
    @Parameter(property = "gramine.disallowSubprocesses", defaultValue = "false")
    private boolean disallowSubprocesses;

    /**
     * Environment variables for the actors, a list of {@code NAME=VALUE}, separated by commas or lines. They are part of the manifest:
     * measured, and public. {@code LD_*}, {@code PYTHON*} and credentials are refused in production. Example:
     * {@code -Dgramine.environment=TZ=CET-1CEST,M3.5.0,M10.5.0/3,TF_CPP_MIN_LOG_LEVEL=2}.
     */
    @Parameter(property = "gramine.environment")
    private @Nullable String environment;

    /** ISVPRODID, the product number that the signer assigns: 0 to 65535. */
    @Parameter(property = "gramine.isvProdId", defaultValue = "0")
    private int isvProdId;

    /** ISVSVN, the security version of the product: 0 to 65535. */
    @Parameter(property = "gramine.isvSvn", defaultValue = "0")
    private int isvSvn;

    /** Whether to build debug enclaves. Their memory can be read from outside: never use them with real data. */
    @Parameter(property = "gramine.debug", defaultValue = "false")
    private boolean debug;

    /** Whether the enclave adds memory on demand (EDMM) instead of at start-up. Needs a processor with SGX2. */
    @Parameter(property = "gramine.edmm", defaultValue = "false")
    private boolean edmm;

    /** Gramine's log level: {@code none}, {@code error}, {@code warning}, {@code debug}, {@code trace} or {@code all}. */
    @Parameter(property = "gramine.logLevel", defaultValue = "error")
    private String logLevel;

    /** The type of remote attestation: {@code none} or {@code dcap}. */
    @Parameter(property = "gramine.remoteAttestation", defaultValue = "none")
    private String remoteAttestation;

    /**
     * Whether the C library keeps freed memory instead of returning it to Gramine ({@code MALLOC_*} variables in the manifest).
     * With a large model, aggregation is slightly faster and needs about half a gigabyte more memory.
     */
    @Parameter(property = "gramine.keepMemory", defaultValue = "false")
    private boolean keepMemory;

    /**
     * Directories of the workspace that are encrypted on the host: a comma-separated list of {@code DIRECTORY=KEY}. Possible
     * directories: {@code save}, {@code local_state}, {@code data}. Possible keys: {@code mrenclave} (only this enclave on this
     * processor can decrypt), {@code mrsigner} (every enclave of the same signer on this processor), or the name of a key that is
     * provisioned after attestation. Example: {@code local_state=mrenclave,data=hospital}.
     */
    @Parameter(property = "gramine.encryptedMounts")
    private @Nullable String encryptedMounts;

    /**
     * Processor features that the enclave requires or never uses, in addition to Gramine's defaults: {@code avx}, {@code avx512},
     * {@code amx}, {@code mpx}, {@code pkru}. Example: {@code avx512=required,amx=disabled}.
     */
    @Parameter(property = "gramine.cpuFeatures")
    private @Nullable String cpuFeatures;

    /**
     * Whether the processor reports page faults and their addresses to the enclave (EXINFO). A host then cannot fake page faults.
     */
    @Parameter(property = "gramine.useExinfo", defaultValue = "false")
    private boolean useExinfo;

    /**
     * How trusted files are chosen. {@code lean}: single files, by the rules in the plugin's and the workspace's
     * {@code gramine/trusted.txt}; the enclave starts in half the time. {@code full}: whole directories.
     */
    @Parameter(property = "gramine.trustedFiles", defaultValue = "lean")
    private String trustedFiles;

    /**
     * Explains the lean list. {@code true} shows the effect of each rule; an absolute path in the image shows which rule decides
     * about that file. Example: {@code -Dgramine.explain=/usr/lib/x86_64-linux-gnu/libz.so.1}.
     */
    @Parameter(property = "gramine.explain")
    private @Nullable String explain;

    EnclaveOptions options(FixedContentParameters content) {
        return new EnclaveOptions(
                new Capacity(DeclaredSize.of(enclaveSize), maxThreads, numericThreads, edmm, keepMemory),
                new ProductNumbers(isvProdId, isvSvn),
                Openness.of(debug, logLevel, remoteAttestation),
                disallowSubprocesses,
                EnclaveEnvironment.of(Optional.ofNullable(environment).orElse("")),
                Protections.of(
                                content.isCertChainTrusted(),
                                content.isInitialModelTrusted(),
                                Optional.ofNullable(encryptedMounts).orElse(""),
                                Optional.ofNullable(cpuFeatures).orElse(""),
                                useExinfo)
                        .attesting(content.attested()));
    }

    TrustedSelection.Options trustedFiles() {
        return new TrustedSelection.Options(TrustedFilesMode.of(trustedFiles), Optional.ofNullable(explain));
    }
}
