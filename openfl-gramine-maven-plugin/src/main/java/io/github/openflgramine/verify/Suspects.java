package io.github.openflgramine.verify;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.PalOffsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Which input of a measurement can be to blame for an unexpected MRENCLAVE. There are three: the manifest, the PAL, and the
 * PAL's constants. Listed files are none of them, since the manifest has their digests.
 *
 * @param manifestIsExpected whether measurements.json means this very manifest
 * @param manifestIsCanonical whether it is what a signer writes
 * @param othersAgree whether another enclave, with the same PAL and constants, has the MRENCLAVE that it was signed with
 * @param builtIn the MRENCLAVE with the constants that all versions share
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
