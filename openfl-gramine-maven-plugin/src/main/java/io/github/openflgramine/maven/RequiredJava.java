package io.github.openflgramine.maven;

import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.MavenExecutionException;
import org.apache.maven.execution.MavenSession;

/**
 * Ends Maven's run in one line on a Java that is too old for the plugin, before Maven loads another of its classes. Maven 3.9 and newer
 * read the version in the plugin's descriptor; Maven 3.8 would print the whole class path. This class alone is compiled for Java 11.
 */
public final class RequiredJava extends AbstractMavenLifecycleParticipant {

    private static final int REQUIRED = 17;

    @Override
    public void afterProjectsRead(MavenSession session) throws MavenExecutionException {
        if (isTooOld()) {
            throw new MavenExecutionException(
                    "openfl-gramine needs Java " + REQUIRED + " or newer; this is Java "
                            + System.getProperty("java.version") + " (" + System.getProperty("java.home")
                            + "). Set JAVA_HOME to a newer one.",
                    session.getRequest().getPom());
        }
    }

    @Override
    public void afterSessionEnd(MavenSession session) {
        if (!isTooOld()) {
            new BuildEnd().afterSessionEnd(session);
        }
    }

    private static boolean isTooOld() {
        return Runtime.version().feature() < REQUIRED;
    }
}
