package io.github.openflgramine.report;

import io.github.openflgramine.gramine.EnclaveSettings;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.sgx.EnclaveAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Explains an enclave's attributes and settings (Intel SDM volume 3D, tables 34-3 and 34-5; volume 1, section 13.1).
 */
final class EnclaveInWords {

    /** XSAVE state components with their bits. */
    private static final Map<String, Long> FEATURES = features();

    private EnclaveInWords() {}

    static List<Statement> of(EnclaveSettings settings) {
        EnclaveAttributes attributes = settings.attributes();
        List<Statement> words = new ArrayList<>();
        words.add(
                attributes.isDebug()
                        ? new Statement("Debug", "yes", "Anyone who runs the machine can read everything in it.", false)
                        : new Statement("Debug", "no", "No debugger can read it.", true));
        words.add(new Statement(
                "Size",
                settings.size().toString(),
                settings.edmm()
                        ? "The maximum; pages are added on demand (EDMM), which needs a processor with SGX2."
                        : "All of it is added at start-up.",
                true));
        words.add(new Statement(
                "Threads",
                Integer.toString(settings.maxThreads()),
                "How many can run in it at once, including Gramine's own.",
                true));
        words.add(
                settings.remoteAttestation() == RemoteAttestation.NONE
                        ? new Statement(
                                "Remote attestation",
                                settings.remoteAttestation().toString(),
                                "It cannot prove to others what it is.",
                                true)
                        : new Statement(
                                "Remote attestation",
                                settings.remoteAttestation().toString(),
                                "It can prove to others what it is, by quotes of the platform.",
                                true));
        words.add(new Statement(
                "Product, security version",
                settings.isvProdId() + ", " + settings.isvSvn(),
                "ISVPRODID and ISVSVN, chosen by the signer.",
                true));
        FEATURES.forEach((name, bits) -> words.add(feature(attributes, name, bits)));
        words.add(new Statement(
                "Exception information",
                (attributes.miscSelect() & EnclaveAttributes.EXINFO) != 0 ? "yes" : "no",
                "Whether the enclave is told the addresses of page faults (MISCSELECT.EXINFO).",
                true));
        return words;
    }

    private static Statement feature(EnclaveAttributes attributes, String name, long bits) {
        boolean on = (attributes.xfrm() & bits) == bits;
        boolean decided = (attributes.xfrmMask() & bits) == bits;
        String value = decided ? on ? "required" : "disabled" : "as the machine has it";
        return new Statement(
                name, value, decided ? "XFRM, checked by the mask" : "XFRM, not checked by the mask", true);
    }

    private static Map<String, Long> features() {
        Map<String, Long> features = new LinkedHashMap<>();
        features.put("AVX", 0x4L);
        features.put("AVX-512", 0xe0L);
        features.put("AMX", 0x60000L);
        return features;
    }
}
