package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.sgx.EnclaveAttributes;
import io.github.openflgramine.sgx.EnclaveIdentity;
import java.util.List;

/**
 * The enclave settings of a manifest, checked as strictly as the machine that runs the enclave checks them. Gramine's
 * own signer accepts most of the values refused here, and the enclave then fails to start.
 */
public record EnclaveSettings(
        EnclaveSize size,
        int maxThreads,
        boolean edmm,
        int isvProdId,
        int isvSvn,
        RemoteAttestation remoteAttestation,
        EnclaveAttributes attributes) {

    /** The most threads that an enclave of Gramine can have. */
    public static final int MOST_THREADS = 4096;

    /**
     * Reads the settings of a manifest whose schema has been checked and whose defaults are filled in.
     *
     * @throws GraminizeException if the enclave could not start with a value
     */
    static EnclaveSettings of(Manifest manifest, PalOffsets offsets) {
        EnclaveSize size = size(manifest);
        int threads = (int) number(manifest, "max_threads", 1, MOST_THREADS, "<maxThreads> (gramine.maxThreads)");
        boolean edmm = flag(manifest, "edmm_enable");
        if (edmm && flag(manifest, "preheat_enclave")) {
            throw new GraminizeException(
                    "sgx.preheat_enclave and sgx.edmm_enable are both true (%s); with EDMM there are no pages to preheat."
                            .formatted(at(manifest, "preheat_enclave")),
                    "Remove sgx.preheat_enclave or turn sgx.edmm_enable (<edmm>, gramine.edmm) off.");
        }
        return new EnclaveSettings(
                size,
                threads,
                edmm,
                (int) number(manifest, "isvprodid", 0, EnclaveIdentity.MOST_ID, "<isvProdId> (gramine.isvProdId)"),
                (int) number(manifest, "isvsvn", 0, EnclaveIdentity.MOST_ID, "<isvSvn> (gramine.isvSvn)"),
                RemoteAttestation.of(manifest),
                attributes(manifest, offsets));
    }

    /**
     * Checks enclave size and threads before there is a manifest.
     *
     * @throws GraminizeException if the size is invalid or too small for this number of threads
     */
    public static void requireRoomForThreads(EnclaveSize size, int maxThreads) {
        Manifest manifest = Manifest.parse(
                "sgx.enclave_size = \"%s\"%nsgx.max_threads = %d%n".formatted(size, maxThreads), "the configuration");
        PalOffsets offsets = PalOffsets.builtIn();
        EnclaveLayout.requireRoomForThreads(of(ManifestDefaults.fill(manifest, GramineVersion.V1_9), offsets), offsets);
    }

    private static EnclaveSize size(Manifest manifest) {
        String written = (String) manifest.get("sgx", "enclave_size").orElseThrow();
        EnclaveSize size = EnclaveSize.parse(written)
                .orElseThrow(() -> new GraminizeException(
                        "sgx.enclave_size is \"%s\" (%s); expected a number, optionally with K, M or G, e.g. \"4G\"."
                                .formatted(written, at(manifest, "enclave_size")),
                        "Correct it there, or <enclaveSize> (gramine.enclaveSize)."));
        if (!size.isPowerOfTwo()) {
            throw new GraminizeException(
                    "sgx.enclave_size is \"%s\" (%s); SGX requires a power of 2."
                            .formatted(written, at(manifest, "enclave_size")),
                    "Set it, or <enclaveSize> (gramine.enclaveSize), to " + EnclaveSize.holding(size.bytes()) + ".");
        }
        return size;
    }

    private static long number(Manifest manifest, String key, long least, long most, String parameter) {
        long number = (Long) manifest.get("sgx", key).orElseThrow();
        if (number < least || number > most) {
            throw new GraminizeException(
                    "sgx.%s is %d (%s); expected %d to %d.".formatted(key, number, at(manifest, key), least, most),
                    "Correct it there, or " + parameter + ".");
        }
        return number;
    }

    private static EnclaveAttributes attributes(Manifest manifest, PalOffsets offsets) {
        long flags = offsets.get(PalConstant.SGX_FLAGS_MODE64BIT);
        if (flag(manifest, "debug")) {
            flags |= offsets.get(PalConstant.SGX_FLAGS_DEBUG);
        }
        CpuFeatures features = CpuFeatures.of(manifest, offsets);
        return new EnclaveAttributes(
                flags,
                offsets.get(PalConstant.SGX_FLAGS_MASK_CONST),
                features.xfrm(),
                features.xfrmMask(),
                flag(manifest, "use_exinfo") || flag(manifest, "require_exinfo")
                        ? (int) offsets.get(PalConstant.SGX_MISCSELECT_EXINFO)
                        : 0,
                (int) offsets.get(PalConstant.SGX_MISCSELECT_MASK_CONST));
    }

    private static boolean flag(Manifest manifest, String key) {
        return manifest.get("sgx", key).filter(Boolean.TRUE::equals).isPresent();
    }

    private static String at(Manifest manifest, String key) {
        return manifest.at(List.of("sgx", key));
    }
}
