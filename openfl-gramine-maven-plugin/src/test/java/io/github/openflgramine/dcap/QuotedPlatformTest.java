package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class QuotedPlatformTest {

    private final FakePlatform platform = new FakePlatform();

    @Test
    void a_quote_says_which_collateral_it_needs() throws Exception {
        assertThat(QuotedPlatform.of(platform.quote()))
                .isEqualTo(new QuotedPlatform(Octets.ofHex("00906ed50000"), PckAuthority.PLATFORM));
    }

    @Test
    void collateral_is_usable_for_its_own_kind_of_processor_unless_newer_was_seen() throws Exception {
        QuotedPlatform real = QuotedPlatform.of(Samples.realQuote());
        QuoteVerifier verifier = new QuoteVerifier(
                TrustedRoot.intel(), CollateralReader.read(Samples.realCollateral()), Samples.REAL_AT);

        assertThat(verifier.unusable(real, 17)).isEmpty();
        assertThat(verifier.unusable(real, 18)).contains("It has tcbEvaluationDataNumber 17; 18 was seen before.");
        PckAuthority other = real.authority() == PckAuthority.PLATFORM ? PckAuthority.PROCESSOR : PckAuthority.PLATFORM;
        assertThat(verifier.unusable(new QuotedPlatform(real.fmspc(), other), 0))
                .contains("It is for another kind of processor.");
        assertThat(verifier.unusable(new QuotedPlatform(Octets.ofHex("000000000000"), real.authority()), 0))
                .contains("It is for another kind of processor.");
    }

    @Test
    void a_quote_that_cannot_be_read_is_refused_at_its_form() {
        assertThatThrownBy(() -> QuotedPlatform.of(new byte[2000]))
                .isInstanceOfSatisfying(
                        RefusedQuoteException.class, e -> assertThat(e.step()).isEqualTo(Step.QUOTE_FORM));
    }

    @Test
    void a_certificate_of_another_authority_is_refused() {
        platform.pck.issuer = FakeCertificate.name("Another CA");

        assertThatThrownBy(() -> QuotedPlatform.of(platform.quote()))
                .isInstanceOfSatisfying(
                        RefusedQuoteException.class, e -> assertThat(e.step()).isEqualTo(Step.PCK_CERTIFICATE))
                .hasMessageContaining("expected Intel's PCK Processor or Platform CA.");
    }
}
