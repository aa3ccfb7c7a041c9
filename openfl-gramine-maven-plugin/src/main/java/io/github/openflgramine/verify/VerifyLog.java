package io.github.openflgramine.verify;

import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.product.BuildLog;

/** Log messages before the result. */
final class VerifyLog extends BuildLog {

    VerifyLog(BuildLog log) {
        super(log);
    }

    /** Hashing of all files of an image or root file system starts. */
    void verifying(String subject) {
        info("Verifying " + subject + ": hashing every file");
    }

    /** Logs the Gramine version whose rules apply to the manifest. */
    void gramine(GramineVersion version) {
        info("Gramine " + version);
        if (version.isStandIn()) {
            warn("NO GRAMINE: stand-in, no protection");
        }
    }

    /** A verified enclave is a debug enclave. */
    void debugEnclave(String name) {
        warn("The " + name + " is a debug enclave: its memory can be read from outside");
    }
}
