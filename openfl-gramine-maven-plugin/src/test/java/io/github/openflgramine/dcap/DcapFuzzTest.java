package io.github.openflgramine.dcap;

import io.github.openflgramine.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Quotes and collateral from who knows where. */
final class DcapFuzzTest {

    @Test
    void any_quote_is_read_or_refused() throws IOException {
        Fuzz.fuzz("quote", quotes(), 1, (bytes, hostile) -> QuoteReader.read(bytes));
    }

    @Test
    void a_changed_quote_is_never_verified() throws IOException {
        QuoteVerifier verifier = new QuoteVerifier(
                TrustedRoot.intel(), CollateralReader.read(Samples.realCollateral()), Samples.REAL_AT);
        byte[] valid = Samples.realQuote();
        Fuzz.fuzz("verified-quote", List.of(valid), 1, (bytes, hostile) -> {
            try {
                verifier.verify(bytes);
            } catch (RefusedQuoteException refused) {
                return;
            }
            if (!Arrays.equals(bytes, valid)) {
                throw new AssertionError("verified although it was changed");
            }
        });
    }

    @Test
    void any_collateral_is_read_or_refused() throws IOException {
        List<byte[]> valid = new ArrayList<>(List.of(Samples.realCollateral()));
        for (Path scenario : Samples.scenarios()) {
            valid.add(Files.readAllBytes(scenario.resolve("collateral.json")));
        }
        Fuzz.fuzz("collateral", valid, 1, (bytes, hostile) -> CollateralReader.read(bytes));
    }

    @Test
    void changed_collateral_verifies_no_quote_unless_it_is_read_as_before() throws IOException {
        Collateral original = CollateralReader.read(Samples.realCollateral());
        byte[] quote = Samples.realQuote();
        Fuzz.fuzz("verified-collateral", List.of(Samples.realCollateral()), 1, (bytes, hostile) -> {
            Collateral read = CollateralReader.read(bytes);
            try {
                new QuoteVerifier(TrustedRoot.intel(), read, Samples.REAL_AT).verify(quote);
            } catch (RefusedQuoteException refused) {
                return;
            }
            if (!read.equals(original)) {
                throw new AssertionError("verified although it was changed");
            }
        });
    }

    @Test
    void any_extension_is_read_or_refused() throws IOException {
        FakePlatform platform = new FakePlatform();
        Fuzz.fuzz(
                "sgx-extension",
                List.of(platform.sgxExtension()),
                1,
                (bytes, hostile) -> PckExtensionReader.read(bytes));
    }

    @Test
    void any_signed_document_is_read_or_refused() throws IOException {
        Collateral collateral = CollateralReader.read(Samples.realCollateral());
        Fuzz.fuzz(
                "tcb-info",
                List.of(collateral.tcbInfo().bytes(), collateral.qeIdentity().bytes()),
                1,
                (bytes, hostile) -> TcbInfoReader.read(Octets.of(bytes)));
        Fuzz.fuzz(
                "qe-identity",
                List.of(collateral.qeIdentity().bytes(), collateral.tcbInfo().bytes()),
                1,
                (bytes, hostile) -> QeIdentityReader.read(Octets.of(bytes)));
    }

    @Test
    void any_chain_and_root_are_read_or_refused() throws IOException {
        String chain = QuoteReader.read(Samples.realQuote()).pckChain();
        Fuzz.fuzz(
                "pck-chain",
                List.of(chain.getBytes(StandardCharsets.ISO_8859_1)),
                1,
                (bytes, hostile) ->
                        CertificateChain.read(new String(bytes, StandardCharsets.ISO_8859_1), 3, "PCK chain"));
        Fuzz.fuzz(
                "root",
                List.of(
                        Samples.realRoot(),
                        FakeCertificate.pem(Samples.realRoot()).getBytes(StandardCharsets.US_ASCII)),
                1,
                (bytes, hostile) -> TrustedRoot.read(bytes, "root"));
    }

    @Test
    void any_revocation_list_is_verified_or_refused() throws IOException {
        Collateral collateral = CollateralReader.read(Samples.realCollateral());
        TrustedRoot root = TrustedRoot.intel();
        Fuzz.fuzz(
                "crl",
                List.of(collateral.rootCaCrl().bytes(), collateral.pckCrl().bytes()),
                1,
                (bytes, hostile) ->
                        RevocationList.verified(Octets.of(bytes), "Root CRL", root.certificate(), Samples.REAL_AT));
    }

    private static List<byte[]> quotes() throws IOException {
        List<byte[]> quotes = new ArrayList<>(List.of(Samples.realQuote()));
        for (Path scenario : Samples.scenarios()) {
            quotes.add(Files.readAllBytes(scenario.resolve("quote.bin")));
        }
        return quotes;
    }
}
