package io.github.openflgramine.graminize;

import io.github.openflgramine.trusted.Explanation;
import io.github.openflgramine.trusted.Explanation.Verdict;
import io.github.openflgramine.trusted.Rule;
import io.github.openflgramine.trusted.RuleEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats for the console why files are trusted or not. */
final class ExplanationTable {

    private static final int MOST_SHOWN = 15;
    private static final double MB = 1e6;

    private ExplanationTable() {}

    /** Returns the effect of each rule, and the largest files that are not trusted. */
    static List<String> of(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        lines.add(row("", "files", "MB", "trusted", "MB", "rule"));
        for (RuleEffect effect : explanation.effects()) {
            lines.add(row(
                    effect.rule().map(Rule::where).orElse(""),
                    Integer.toString(effect.files()),
                    megabytes(effect.bytes()),
                    Integer.toString(effect.listed()),
                    megabytes(effect.listedBytes()),
                    effect.rule().map(Rule::toString).orElse("no rule")));
        }
        lines.add("The largest files in the image that are not trusted:");
        explanation
                .largestLeftOut(MOST_SHOWN)
                .forEach(verdict -> lines.add(row(
                        verdict.deciding().map(Rule::where).orElse("no rule"),
                        "",
                        megabytes(verdict.file().orElseThrow().size()),
                        "",
                        "",
                        verdict.path().printable())));
        return lines;
    }

    /** Returns the explanation for one path. */
    static List<String> of(Verdict verdict) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict.path().printable() + ": "
                + (verdict.isListed()
                        ? "trusted"
                        : verdict.file().isPresent()
                                ? "present but not trusted"
                                : "not a file that an enclave can see"));
        verdict.file().ifPresent(file -> lines.add("    size       " + file.size() + " bytes"));
        verdict.wantedBy().ifPresent(by -> lines.add("    wanted by  " + by));
        List<Rule> matching = verdict.matching();
        if (matching.isEmpty()) {
            lines.add("    no rule matches it");
        }
        for (int i = 0; i < matching.size(); i++) {
            lines.add((i == matching.size() - 1 ? "    decides    " : "    matches    ")
                    + matching.get(i).where() + "  " + matching.get(i));
        }
        return lines;
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-23s %7s %8s %7s %8s  %s", cells).stripTrailing();
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MB);
    }
}
