package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import java.util.List;
import java.util.Optional;

/**
 * What came out when a signed manifest was compared with the files that it lists, and its enclave measured again.
 *
 * @param enclave with the manifest's own bytes; empty where manifest or PAL are such that none can be measured
 * @param canonical whether the manifest is, byte for byte, what a signer writes
 * @param absent listed files that the image does not have
 * @param differences in what is listed, in the manifest's form, in the PAL; no signature was looked at
 */
public record VerifiedEnclave(
        Optional<MeasuredEnclave> enclave, boolean canonical, List<TrustedFile> absent, List<Difference> differences) {

    public VerifiedEnclave {
        absent = List.copyOf(absent);
        differences = List.copyOf(differences);
    }

    /** Of a manifest that cannot even be read. */
    public static VerifiedEnclave unreadable(GraminizeException refusal) {
        return new VerifiedEnclave(Optional.empty(), false, List.of(), List.of(Difference.of(refusal)));
    }
}
