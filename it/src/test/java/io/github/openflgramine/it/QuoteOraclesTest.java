package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of variants of quotes and collateral, judged by the plugin and by two other verifiers. Where the plugin is
 * stricter, the difference is one of those that are listed here.
 */
@Tag("heavy")
final class QuoteOraclesTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(QuoteOraclesTest.class);
    private static final int VARIANTS = Integer.getInteger("it.quoteVariants", 12_000);
    private static final String REFUSED = "refused";

    /** What the plugin refuses and another verifier may take, by the plugin's reason. */
    private static final Map<String, String> STRICTER = Map.of(
            "debug enclave",
            "Intel's library leaves it to its caller",
            ".* does not end in the trusted root\\.(?s:.*)",
            "dcap-qvl does not look at the root in a chain, and Intel's library gets two of the four chains",
            "(Issuer chain of the .*|PCK chain) (is damaged: .*|is not DER\\.|has a damaged certificate\\.|is not signed with"
                    + " ECDSA\\.|is not PEM text.*|has . certificates; expected .\\.)",
            "the same, and others take PEM text in another form",
            "Issuer chain of the (PCK CRL|QE identity)(:| is not valid:| has a certificate| has a leaf) .*",
            "Intel's library gets neither of these two chains",
            "Collateral (is not ASCII\\.|has unknown fields: .*)",
            "the same, and Intel's library gets pieces, not a file");

    private final Random random = new Random(Long.getLong("openfl-gramine.seed", 0));

    @Test
    void the_plugin_accepts_nothing_that_another_verifier_refuses() throws IOException {
        List<JudgedQuote> samples = JudgedQuote.samples();
        Map<String, Integer> counts = new TreeMap<>();
        List<String> unexplained = new ArrayList<>();
        try (QuoteOracles oracles = new QuoteOracles(DIRECTORY)) {
            for (int i = 0; i < VARIANTS + samples.size(); i++) {
                JudgedQuote sample = samples.get(i % samples.size());
                JudgedQuote variant = i < samples.size() ? sample : sample.changed(random, samples);
                String verdict = variant.verdict();
                List<String> others = oracles.judge(variant);
                if (!verdict.startsWith(REFUSED)) {
                    counts.merge("accepted", 1, Integer::sum);
                    assertThat(others.get(0)).as(variant.change()).isEqualTo(verdict);
                    assertThat(others.get(1)).as(variant.change()).isEqualTo(verdict.replaceFirst(" .*", ""));
                } else if (others.stream().allMatch(other -> other.startsWith(REFUSED))) {
                    counts.merge("refused by all", 1, Integer::sum);
                } else {
                    Optional<String> why = STRICTER.keySet().stream()
                            .filter(reason -> verdict.matches(REFUSED + ": " + reason))
                            .findFirst();
                    counts.merge("refused, but not by all: " + why.map(STRICTER::get), 1, Integer::sum);
                    if (why.isEmpty()) {
                        unexplained.add("%s: %s, others: %s".formatted(variant.change(), verdict, others));
                    }
                }
            }
        }
        System.out.println("Quotes judged by three verifiers: " + counts);
        assertThat(unexplained).isEmpty();
    }
}
