package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.sgx.EnclaveAttributes;

/**
 * The enclave settings of a manifest. {@link SchemaCheck} has refused what the machine that runs the enclave would
 * refuse; Gramine's own signer accepts most of it, and the enclave then fails to start.
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
     */
    static EnclaveSettings of(Manifest manifest, PalOffsets offsets) {
        return new EnclaveSettings(
                EnclaveSize.parse((String) value(manifest, "enclave_size")).orElseThrow(),
                number(manifest, "max_threads"),
                flag(manifest, "edmm_enable"),
                number(manifest, "isvprodid"),
                number(manifest, "isvsvn"),
                RemoteAttestation.of(manifest),
                attributes(manifest, offsets));
    }

    /**
     * Checks enclave size and threads before there is a manifest.
     *
     * @throws GraminizeException if the size is invalid or too small for this number of threads
     */
    public static void requireRoomForThreads(EnclaveSize size, int maxThreads) {
        Manifest manifest = Manifest.parse("""
                libos.entrypoint = "/program"
                fs.mounts = []
                sgx.enclave_size = "%s"
                sgx.max_threads = %d
                """.formatted(size, maxThreads), "the configuration");
        SchemaCheck.check(manifest, GramineVersion.V1_9);
        PalOffsets offsets = PalOffsets.builtIn();
        EnclaveLayout.requireRoomForThreads(of(ManifestDefaults.fill(manifest, GramineVersion.V1_9), offsets), offsets);
    }

    private static int number(Manifest manifest, String key) {
        return Math.toIntExact((Long) value(manifest, key));
    }

    private static Object value(Manifest manifest, String key) {
        return manifest.get("sgx", key).orElseThrow();
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
}
