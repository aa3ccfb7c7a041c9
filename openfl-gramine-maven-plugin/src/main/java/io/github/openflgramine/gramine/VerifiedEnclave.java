package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import java.util.List;
import java.util.Optional;

/**
 * The result of comparing a signed manifest with the files that it lists and measuring its enclave again.
 *
 * @param enclave measured with the manifest's own bytes; empty if manifest or PAL cannot be measured
 * @param canonical whether the manifest is, byte for byte, what a signer writes
 * @param absent listed files that the image does not have
 * @param differences in listed files, in the manifest's form, and in the PAL; signatures are not checked
 */
public record VerifiedEnclave(
        Optional<MeasuredEnclave> enclave, boolean canonical, List<TrustedFile> absent, List<Difference> differences) {

    public VerifiedEnclave {
        absent = List.copyOf(absent);
        differences = List.copyOf(differences);
    }

    /** Returns the result for a manifest that cannot be read. */
    public static VerifiedEnclave unreadable(GraminizeException refusal) {
        return new VerifiedEnclave(Optional.empty(), false, List.of(), List.of(Difference.of(refusal)));
    }
}
