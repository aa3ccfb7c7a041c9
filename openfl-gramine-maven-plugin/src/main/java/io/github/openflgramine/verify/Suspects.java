package io.github.openflgramine.verify;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.PalOffsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds the input that may have caused an unexpected MRENCLAVE: the manifest, the PAL, or the PAL's constants. Listed
 * files cannot be the cause, because the manifest contains their digests.
 *
 * @param manifestIsExpected whether measurements.json has this manifest's digest
 * @param manifestIsCanonical whether the manifest is what a signer writes
 * @param othersAgree whether another enclave with the same PAL and constants has its signed MRENCLAVE
 * @param builtIn the MRENCLAVE with the built-in constants
 */
record Suspects(
        boolean manifestIsExpected,
        boolean manifestIsCanonical,
        boolean othersAgree,
        Sha256 libpal,
        Supplier<String> builtIn) {

    String describe(String expected) {
        if (!othersAgree && builtIn.get().equals(expected)) {
            return PalOffsets.FILE + ": with the constants common to Gramine 1.5 to 1.9, MRENCLAVE is as expected";
        }
        if (!manifestIsExpected && !manifestIsCanonical) {
            return "the manifest: no signer writes it like this";
        }
        List<String> suspects = new ArrayList<>();
        if (!manifestIsExpected) {
            suspects.add("a value in the manifest");
        }
        if (!othersAgree) {
            suspects.add("libpal.so (sha256 %s)".formatted(libpal));
            suspects.add("its constants in " + PalOffsets.FILE);
        }
        return suspects.isEmpty()
                ? "the expected value: manifest, libpal.so and constants are as expected elsewhere"
                : String.join(", or ", suspects);
    }
}
