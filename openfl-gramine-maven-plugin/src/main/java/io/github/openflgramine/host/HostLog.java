package io.github.openflgramine.host;

import io.github.openflgramine.product.BuildLog;
import java.util.List;

/** Log messages of a host check. */
final class HostLog extends BuildLog {

    /** What is known of others is in no report: names of images, addresses of services. */
    private static final List<String> REPORTED = List.of("kernel", "EPC", "enrolment", "sealing");

    HostLog(BuildLog log) {
        super(log);
    }

    /** Logs the findings. */
    void hostChecked(List<HostFinding> findings) {
        int width = findings.stream()
                .mapToInt(finding -> finding.what().length())
                .max()
                .orElse(0);
        for (HostFinding finding : findings) {
            String state = switch (finding.state()) {
                case GOOD -> "ok  ";
                case DOUBTFUL -> "?   ";
                case BAD -> "FAIL";
            };
            String name = finding.what() + " ".repeat(width - finding.what().length());
            info(state + "  " + name + "  " + finding.found());
            if (!finding.remedy().isEmpty()) {
                info(" ".repeat(state.length() + width + 4) + finding.remedy());
            }
        }
    }

    /**
     * An enrolment was tried. What is worth telling to the project is in one block, which identifies neither the machine nor its
     * processor.
     */
    void enrolmentReport(String processor, String microcode, HostVerdict verdict) {
        info("Please report this, good or bad (docs/attestation.md says where):");
        info("    processor  " + processor + ", microcode " + microcode);
        for (HostFinding finding : verdict.findings()) {
            if (REPORTED.stream().anyMatch(finding.what()::startsWith)) {
                info("    " + finding.what() + "  "
                        + (finding.state() == HostFinding.State.GOOD ? finding.found() : "FAILED: " + finding.found()));
            }
        }
    }
}
