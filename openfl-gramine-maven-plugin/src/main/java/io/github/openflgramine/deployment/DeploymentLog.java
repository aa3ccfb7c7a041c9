package io.github.openflgramine.deployment;

import io.github.openflgramine.product.BuildLog;
import java.util.Optional;

/** Kits that are written, signed and attached. */
public final class DeploymentLog extends BuildLog {

    public DeploymentLog(BuildLog log) {
        super(log);
    }

    /** Kits are written, their checksums signed by the key of this name where there is one. */
    public void kitsSigned(Optional<String> keyId) {
        if (keyId.isPresent()) {
            info("The kits' checksums are signed by the key " + keyId.get());
        } else {
            warn("The kits are not signed: nobody can tell who made them. Sign them: openfl.releaseKey");
        }
    }

    /** A participant's kit goes to the repository, and from there by these coordinates. */
    public void kitAttached(String participant, String coordinates) {
        info("The kit of " + participant + " is fetched with: mvn dependency:copy -Dartifact=" + coordinates);
    }
}
