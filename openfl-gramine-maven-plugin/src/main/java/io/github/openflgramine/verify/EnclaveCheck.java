package io.github.openflgramine.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.gramine.Difference;
import io.github.openflgramine.gramine.EnclaveSize;
import io.github.openflgramine.gramine.EnclaveVerifier;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.gramine.TrustedFile;
import io.github.openflgramine.gramine.VerifiedEnclave;
import io.github.openflgramine.product.EnclaveMeasurements;
import io.github.openflgramine.product.JsonText;
import io.github.openflgramine.product.MeasurementsWriter;
import io.github.openflgramine.product.SignedRole;
import io.github.openflgramine.sgx.Sigstruct;
import io.github.openflgramine.sgx.SigstructComparison;
import io.github.openflgramine.sgx.SigstructReader;
import io.github.openflgramine.sgx.SigstructVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares an enclave, measured again from its files, with its SIGSTRUCT and the expected values. */
final class EnclaveCheck {

    private static final String MANIFEST_SHA256 = "manifest_sha256";

    private final ReceivedEnclave received;
    private final EnclaveVerifier verifier;
    private final VerifiedEnclave verified;
    private final @Nullable Sigstruct sigstruct;
    private final List<String> problems;

    private EnclaveCheck(
            ReceivedEnclave received,
            EnclaveVerifier verifier,
            VerifiedEnclave verified,
            @Nullable Sigstruct sigstruct,
            List<String> problems) {
        this.received = received;
        this.verifier = verifier;
        this.verified = verified;
        this.sigstruct = sigstruct;
        this.problems = problems;
    }

    /** @param expected the enclave's expected values; its size decides whether a very large enclave is measured */
    static EnclaveCheck of(ReceivedEnclave received, EnclaveVerifier verifier, List<ExpectedValue> expected) {
        VerifiedEnclave verified = verify(received, verifier, size(expected).orElse(null));
        try {
            Optional<Sigstruct> sigstruct = received.sig().map(bytes -> SigstructReader.read(bytes, "the file"));
            List<String> problems = sigstruct.map(SigstructVerifier::problems).orElse(List.of());
            return new EnclaveCheck(received, verifier, verified, sigstruct.orElse(null), problems);
        } catch (GraminizeException e) {
            return new EnclaveCheck(
                    received, verifier, verified, null, List.of(Difference.of(e).what()));
        }
    }

    private static Optional<EnclaveSize> size(List<ExpectedValue> expected) {
        return expected.stream()
                .filter(value -> value.field().equals(ExpectedValue.ENCLAVE_SIZE))
                .map(value -> EnclaveSize.parse(value.value()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static VerifiedEnclave verify(
            ReceivedEnclave received, EnclaveVerifier verifier, @Nullable EnclaveSize size) {
        if (received.manifest().isEmpty()) {
            return new VerifiedEnclave(Optional.empty(), false, List.of(), List.of());
        }
        String name = received.manifestName();
        try {
            return verifier.verify(ManifestSource.utf8(received.manifest().get(), name), name, size);
        } catch (GraminizeException e) {
            return VerifiedEnclave.unreadable(e);
        }
    }

    String name() {
        return received.name();
    }

    private Optional<Sigstruct> sigstruct() {
        return Optional.ofNullable(sigstruct);
    }

    Optional<MeasuredEnclave> enclave() {
        return verified.enclave();
    }

    /**
     * Returns whether the SIGSTRUCT is valid and has the measured MRENCLAVE. PAL and constants are then the signer's.
     */
    boolean isAsSigned() {
        Optional<Sha256> signed = sigstruct().map(sig -> sig.identity().mrenclave());
        return problems.isEmpty()
                && signed.isPresent()
                && signed.equals(enclave().map(MeasuredEnclave::mrenclave));
    }

    /**
     * Returns all differences. The one that says most about the cause comes first.
     *
     * @param othersAgree whether another enclave with the same PAL has the MRENCLAVE that was signed
     */
    EnclaveVerdict verdict(List<ExpectedValue> expected, boolean allowAbsent, boolean othersAgree) {
        List<Difference> differences = new ArrayList<>(received.differences());
        differences.addAll(verified.differences());
        place(expected).ifPresent(differences::add);
        List<String> accepted = new ArrayList<>();
        for (TrustedFile file : verified.absent()) {
            if (allowAbsent) {
                accepted.add(file.uri());
            } else {
                differences.add(Difference.between(
                        file.uri() + " is listed but missing", file.sha256(), EnclaveVerdict.ABSENT));
            }
        }
        Suspects suspects = suspects(expected, othersAgree);
        enclave().ifPresent(enclave -> sigstruct().ifPresent(sig -> compare(enclave, sig, suspects, differences)));
        problems.forEach(problem -> differences.add(Difference.of(received.sigName() + ": " + problem)));
        compare(expected, suspects, differences);
        return new EnclaveVerdict(
                received.name(), measurements(), received.sig().isPresent(), expected, accepted, differences);
    }

    private Optional<Difference> place(List<ExpectedValue> expected) {
        boolean onlySigner = !expected.isEmpty()
                && expected.stream().noneMatch(value -> value.field().equals(ExpectedValue.MRENCLAVE));
        return received.place()
                .flatMap(role ->
                        enclave().flatMap(enclave -> ManifestPlace.check(role, enclave.manifest(), onlySigner)));
    }

    private void compare(MeasuredEnclave enclave, Sigstruct sig, Suspects suspects, List<Difference> differences) {
        Sha256 signed = sig.identity().mrenclave();
        if (!signed.equals(enclave.mrenclave())) {
            String what = "MRENCLAVE is not the one in " + received.sigName();
            differences.add(
                    Difference.between(what, signed.hex(), enclave.mrenclave().hex())
                            .suspecting(
                                    problems.isEmpty()
                                            ? suspects.describe(signed.hex())
                                            : received.sigName() + " itself, see below"));
        }
        for (var field : SigstructComparison.differences(
                sig, enclave.identity(sig.identity().date()))) {
            String what = "%s: %s differs from the manifest".formatted(received.sigName(), field.field());
            differences.add(Difference.between(what, field.expected(), field.found()));
        }
    }

    private void compare(List<ExpectedValue> expected, Suspects suspects, List<Difference> differences) {
        Map<String, String> found = JsonText.fields(measurements());
        found.put(
                ExpectedValue.MRSIGNER,
                sigstruct().map(sig -> sig.mrsigner().hex()).orElse("not signed"));
        for (ExpectedValue value : expected) {
            String here = found.getOrDefault(value.field(), value.value());
            if (!here.equalsIgnoreCase(value.value())) {
                String what = "%s differs from %s".formatted(value.field(), value.source());
                Difference difference = Difference.between(what, value.value(), here);
                differences.add(
                        value.field().equals(ExpectedValue.MRENCLAVE)
                                ? difference.suspecting(
                                        isAsSigned()
                                                ? "another build: this one is consistent with its own signature"
                                                : suspects.describe(value.value()))
                                : difference);
            }
        }
    }

    private Suspects suspects(List<ExpectedValue> expected, boolean othersAgree) {
        String manifest =
                received.manifest().map(Sha256::digest).map(Sha256::hex).orElse("");
        return new Suspects(
                expected.stream()
                        .anyMatch(value -> value.field().equals(MANIFEST_SHA256)
                                && value.value().equals(manifest)),
                verified.canonical(),
                othersAgree,
                verifier.libpal(),
                () -> enclave()
                        .map(verifier::mrenclaveWithBuiltInConstants)
                        .map(Sha256::hex)
                        .orElse(""));
    }

    /** Returns the values in the form of measurements.json, with the measured MRENCLAVE instead of the signed one. */
    private ObjectNode measurements() {
        return enclave()
                .map(enclave -> EnclaveMeasurements.of(new SignedRole(enclave, sigstruct()))
                        .withMrenclave(enclave.mrenclave()))
                .map(MeasurementsWriter::tree)
                .orElseGet(JsonText::newTree);
    }
}
