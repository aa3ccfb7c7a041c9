package io.github.openflgramine.verify;

import io.github.openflgramine.dcap.QuotedPlatform;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.pcs.CollateralService;
import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;

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

    /** A service is asked for collateral. */
    void fetchingCollateral(CollateralService service, QuotedPlatform platform) {
        info("Fetching collateral for processors with FMSPC %s from %s"
                .formatted(platform.fmspc().hex(), service));
    }

    /** Fetched collateral was written. */
    void keptCollateral(Path file) {
        info("Collateral kept in " + file);
    }

    /** Fetched collateral could not be written. */
    void notKeptCollateral(Path file, String problem) {
        warn("The collateral could not be kept in " + file + " (" + problem + "), so it will be fetched again");
    }

    /** Quotes were judged with a root that is not Intel's. */
    void noProtection() {
        warn("gramine.attestationRoot is not Intel's root: no protection");
    }

    /** Something about a quote should be looked at. */
    void quoteWarning(String quote, String warning) {
        warn(quote + ": " + warning);
    }
}
