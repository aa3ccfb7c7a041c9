package io.github.openflgramine.host;

import io.github.openflgramine.product.BuildLog;
import java.util.List;

/** Log messages of a host check. */
final class HostLog extends BuildLog {

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
}
