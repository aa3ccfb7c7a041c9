package io.github.openflgramine.host;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.run.ActorMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result of a host check.
 *
 * @param subject what should run here
 * @param mode how it should run
 */
public record HostVerdict(String subject, ActorMode mode, List<HostFinding> findings) {

    public HostVerdict {
        findings = List.copyOf(findings);
    }

    /** Returns this result with more findings. */
    HostVerdict with(List<HostFinding> more) {
        return new HostVerdict(
                subject, mode, Stream.concat(findings.stream(), more.stream()).toList());
    }

    /** Returns whether nothing prevents the run. */
    boolean isReady() {
        return failed().isEmpty();
    }

    /** Returns the result for programs. */
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("verdict", isReady() ? "ready" : "not ready");
        summary.put("subject", subject);
        summary.put("mode", mode.toString());
        summary.put("checks", findings.stream().map(HostVerdict::summary).toList());
        return summary;
    }

    private static Map<String, Object> summary(HostFinding finding) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("check", finding.what());
        summary.put("state", finding.state().toString().toLowerCase(Locale.ROOT));
        summary.put("found", finding.found());
        if (!finding.remedy().isEmpty()) {
            summary.put("remedy", finding.remedy());
        }
        return summary;
    }

    /**
     * Checks that nothing prevents the run.
     *
     * @throws GraminizeException with the names of the failed checks
     */
    public void requireReady() {
        if (!isReady()) {
            throw new GraminizeException(
                    "This machine cannot run " + subject + " in mode " + mode + ": "
                            + failed().stream().map(HostFinding::what).collect(Collectors.joining(", ")) + ".",
                    "The table above says what to do.");
        }
    }

    private List<HostFinding> failed() {
        return findings.stream()
                .filter(finding -> finding.state() == HostFinding.State.BAD)
                .toList();
    }
}
