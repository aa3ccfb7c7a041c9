package io.github.openflgramine.adopt;

import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;
import java.util.List;

/** Log messages about adopting a workspace. */
final class AdoptLog extends BuildLog {

    AdoptLog(BuildLog log) {
        super(log);
    }

    /** These files were added; none if there was nothing to add. */
    void added(Path directory, List<Path> files) {
        if (files.isEmpty()) {
            info(directory + " has all files that it needs; none was added or changed.");
        } else {
            files.forEach(this::wrote);
            info("No file that was there before was changed.");
        }
    }

    void findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            info("Nothing was found that would not run in an enclave.");
            return;
        }
        warn("To change before this workspace runs in an enclave: " + findings.size());
        findings.forEach(finding -> {
            warn("  " + finding.place());
            warn("      " + finding.problem());
            if (!finding.remedy().isEmpty()) {
                warn("      " + finding.remedy());
            }
        });
    }

    /** The code was not looked at. */
    void codeNotSeen(String why, String remedy) {
        warn("The code in src/ was not looked at: " + why + " " + remedy + " (mvn install looks at it, too.)");
    }
}
