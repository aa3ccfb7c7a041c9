package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.attestation.EnrolmentReportData;
import io.github.openflgramine.attestation.ExpectedFact;
import io.github.openflgramine.attestation.Fact;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.pki.CertificateRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver expects of the enclaves that made quotes.
 *
 * @param enclave the expected values, as in {@code verify}
 * @param role the role in an image whose values are expected
 * @param reportData first bytes of the report data, in hexadecimal digits
 * @param nonce what the receiver sent to the participant, so that the quote cannot be older, in hexadecimal digits
 * @param nonceSource where the nonce is from, for messages
 */
public record QuoteExpectations(
        Expectations enclave,
        Optional<Role> role,
        Optional<String> reportData,
        Optional<String> nonce,
        String nonceSource) {

    /** The source of a nonce that the user gives. */
    public static final String NONCE = "gramine.nonce";

    static final String NOT_FRESH =
            "It was not checked when the quote was made: give the nonce that you sent to the participant (gramine.nonce).";

    /** Returns the role with this name, the value of openfl.role; null for none. */
    public static Optional<Role> role(@Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Role.values())
                .filter(known -> known.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new GraminizeException(
                        "openfl.role is %s; expected aggregator or collaborator.".formatted(name), "Correct it.")));
    }

    /** Returns the values that are expected of a quote. A certificate request says by itself for which role it is. */
    List<ExpectedFact> of(QuoteSource source) throws IOException {
        Optional<Role> requested =
                source.request().map(request -> request.participant().role()).filter(any -> enclave.areOfImage());
        if (role.isPresent() && requested.isPresent() && !role.equals(requested)) {
            throw new GraminizeException(
                    "openfl.role is %s, but %s is a request for the role %s."
                            .formatted(role.get(), source.file(), requested.get()),
                    "Do not certify it for another role.");
        }
        Optional<Role> of = role.or(() -> requested);
        List<ExpectedFact> expected = new ArrayList<>();
        for (ExpectedValue value : of.isPresent() ? enclave.ofQuote(of.get()) : enclave.ofQuote()) {
            Fact.named(value.field())
                    .ifPresent(fact -> expected.add(new ExpectedFact(fact, value.value(), value.source())));
        }
        reportData.ifPresent(hex -> expected.add(new ExpectedFact(Fact.REPORT_DATA, hex, "gramine.reportData")));
        return expected;
    }

    /**
     * Returns the report data that a quote with a certificate request must have; empty if there is no request.
     *
     * @throws GraminizeException if there is a nonce, but no request
     */
    Optional<ExpectedFact> ofRequest(QuoteSource source) {
        Optional<Octets> challenge =
                nonce.map(hex -> EnrolmentReportData.nonce(hex, NONCE)).or(source::nonce);
        if (source.request().isEmpty()) {
            if (challenge.isPresent()) {
                throw new GraminizeException(
                        "%s is given, but %s has no certificate request to which a nonce is bound."
                                .formatted(NONCE, source.file()),
                        "Give the request package, or use gramine.reportData.");
            }
            return Optional.empty();
        }
        CertificateRequest request = source.request().get();
        String file = source.file().toString();
        return Optional.of(
                challenge.isPresent()
                        ? new ExpectedFact(
                                Fact.REPORT_DATA,
                                EnrolmentReportData.of(request.keySha256(), request.der(), challenge.get())
                                        .hex(),
                                "the request in %s with %s"
                                        .formatted(file, nonce.isPresent() ? nonceSource : "its challenge"))
                        : new ExpectedFact(
                                Fact.REPORT_DATA, request.keySha256().hex(), "the key of the request in " + file));
    }

    /** Returns whether a quote's age is bound by what is expected. */
    boolean isFresh(QuoteSource source) {
        return nonce.isPresent() || source.nonce().isPresent() || reportData.isPresent();
    }
}
