package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What is accepted after a single bit was flipped is what was there before. By default one bit of each byte of the quote is
 * tried, and some of the collateral; {@code -Dopenfl-gramine.fuzz=5000} tries all. A run that fails names its seed, and is
 * repeated with {@code -Dopenfl-gramine.seed=…}.
 */
final class QuoteBitsTest {

    private static final boolean ALL = Integer.getInteger("openfl-gramine.fuzz", 0) >= 5000;
    private static final int TRIES = 400;

    private final long seed = Long.getLong("openfl-gramine.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void no_bit_of_a_real_quote_can_be_flipped_unnoticed() throws IOException, RefusedQuoteException {
        byte[] quote = Samples.realQuote();
        QuoteVerifier verifier = new QuoteVerifier(
                TrustedRoot.intel(), CollateralReader.read(Samples.realCollateral()), Samples.REAL_AT);
        verifier.verify(quote);
        for (int bit = 0; bit < 8 * quote.length; bit += ALL ? 1 : 1 + random.nextInt(15)) {
            byte[] changed = flipped(quote, bit);

            assertThat(isAccepted(verifier, changed))
                    .as("bit %d, seed %d", bit, seed)
                    .isFalse();
        }
    }

    /** Upper case in place of lower case in hexadecimal digits is the one change that changes nothing. */
    @Test
    void a_flipped_bit_of_real_collateral_is_noticed_or_changes_nothing_that_is_read() throws IOException {
        byte[] quote = Samples.realQuote();
        byte[] json = Samples.realCollateral();
        Collateral original = CollateralReader.read(json);
        int tries = ALL ? 8 * json.length : TRIES;
        for (int i = 0; i < tries; i++) {
            int bit = ALL ? i : random.nextInt(8 * json.length);
            byte[] changed = flipped(json, bit);
            try {
                Collateral read = CollateralReader.read(changed);
                assertThat(isAccepted(new QuoteVerifier(TrustedRoot.intel(), read, Samples.REAL_AT), quote))
                        .as("bit %d, seed %d", bit, seed)
                        .isEqualTo(read.equals(original));
            } catch (GraminizeException refused) {
                assertThat(refused.problem()).startsWith("Collateral ");
            }
        }
    }

    private static boolean isAccepted(QuoteVerifier verifier, byte[] quote) {
        try {
            verifier.verify(quote);
            return true;
        } catch (RefusedQuoteException e) {
            return false;
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }
}
