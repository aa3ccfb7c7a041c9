package io.github.openflgramine.verify;

import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.product.BuildLog;

/** What a receiver reads before the verdict. */
final class VerifyLog extends BuildLog {

    VerifyLog(BuildLog log) {
        super(log);
    }

    /** All files of an image or a root file system are about to be hashed. */
    void verifying(String subject) {
        info("Verifying " + subject + ": hashing every file");
    }

    /** The version of Gramine by whose rules a manifest is read. */
    void gramine(GramineVersion version) {
        info("Gramine " + version);
        if (version.isStandIn()) {
            warn("NO GRAMINE: stand-in, no protection");
        }
    }

    /** An enclave that is verified keeps no secret. */
    void debugEnclave(String name) {
        warn("The " + name + " is a debug enclave: everything in it can be read from outside.");
    }
}
