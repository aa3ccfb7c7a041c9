package io.github.openflgramine.deployment;

import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;

/** Messages about kits. */
public final class DeploymentLog extends BuildLog {

    public DeploymentLog(BuildLog log) {
        super(log);
    }

    /** The kits were written; their checksums are signed by the key with this id. */
    void kitsSigned(String keyId) {
        info("The kits' checksums are signed by the key " + keyId);
    }

    /** A kit of an earlier run was removed. */
    /** The kits name no executable jar. */
    public void noExecutableJar(String artifact) {
        warning(
                "The kits name no executable jar, so ./verify cannot give the whole verdict on the image: Maven does not find "
                        + artifact + ".",
                "Give it: -Dopenfl.executableJar=openfl-gramine.jar");
    }

    void kitRemoved(Path kit) {
        info("Removed " + kit + ": its participant is not in cols.yaml");
    }

    /** Objects for nodes without SGX were written. */
    void directIsRefusedWherePodSecurityIsEnforced() {
        info(
                "kubernetes/direct is for trials: a namespace that enforces Pod Security baseline or restricted refuses its pods"
                        + " (seccomp Unconfined)");
    }

    /** A participant's kit was attached under these Maven coordinates. */
    public void kitAttached(String participant, String coordinates) {
        info("Kit of " + participant + ": mvn dependency:copy -Dartifact=" + coordinates);
    }
}
