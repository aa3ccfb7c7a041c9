package io.github.openflgramine.deployment;

import io.github.openflgramine.product.BuildLog;

/** Messages about kits. */
public final class DeploymentLog extends BuildLog {

    public DeploymentLog(BuildLog log) {
        super(log);
    }

    /** The kits were written; their checksums are signed by the key with this id. */
    void kitsSigned(String keyId) {
        info("The kits' checksums are signed by the key " + keyId);
    }

    /** A participant's kit was attached under these Maven coordinates. */
    public void kitAttached(String participant, String coordinates) {
        info("Kit of " + participant + ": mvn dependency:copy -Dartifact=" + coordinates);
    }
}
