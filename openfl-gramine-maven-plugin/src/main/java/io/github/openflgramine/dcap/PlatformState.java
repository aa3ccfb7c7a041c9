package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;

/** Finds the TCB status of a platform together with its quoting enclave. */
final class PlatformState {

    private PlatformState() {}

    /**
     * Finds the levels of both and merges them.
     *
     * @throws GraminizeException if the TCB info is for another kind of processor, or no level is reached
     */
    static TcbState of(PckExtension platform, EnclaveReport quotingEnclave, TcbDocuments documents) {
        TcbInfo tcbInfo = documents.tcbInfo();
        requireSame(platform.fmspc(), tcbInfo.fmspc(), "FMSPC");
        requireSame(platform.pceId(), tcbInfo.pceId(), "PCEID");
        TcbState platformState = tcbInfo.state(platform.svns())
                .orElseThrow(() ->
                        refused("TCB info has no level for this platform (it is older than any that Intel supports)"));
        TcbState quotingEnclaveState = documents
                .qeIdentity()
                .state(quotingEnclave.isvSvn())
                .orElseThrow(() -> refused("QE identity has no level for ISVSVN " + quotingEnclave.isvSvn()
                        + " (it is older than any that Intel supports)"));
        return platformState.withQuotingEnclave(quotingEnclaveState);
    }

    private static void requireSame(Octets platform, Octets document, String what) {
        if (!platform.equals(document)) {
            throw new GraminizeException(
                    "TCB info is for another kind of processor: %s.\n    platform  %s\n    TCB info  %s"
                            .formatted(what, platform, document),
                    "Give the collateral for this platform.");
        }
    }

    private static GraminizeException refused(String problem) {
        return new GraminizeException(problem + ".", "Update the platform's BIOS and SGX software, and quote again.");
    }
}
