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

    /** The kits were written without a signature. */
    void kitsUnsigned() {
        warn("The kits are unsigned, so they do not prove who made them. Sign them: openfl.releaseKey");
    }

    /** A participant's kit was attached under these Maven coordinates. */
    public void kitAttached(String participant, String coordinates) {
        info("Kit of " + participant + ": mvn dependency:copy -Dartifact=" + coordinates);
    }
}
