package io.github.openflgramine.maven;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * Closes at the end of Maven's run what goals have left open for later goals, also if the build has failed. Only the
 * JDK's types are kept, because Maven may load the class once for goals and once as an extension.
 */
final class BuildEnd {

    private static final String KEY = BuildEnd.class.getName();

    /** Opens something. */
    interface Opener {
        Closeable open() throws IOException;
    }

    /** Opens something that is closed at the end. Does nothing if something with this key is open. */
    static void keep(MavenProject project, String key, Opener opener) throws IOException {
        Map<String, Closeable> open = open(project);
        synchronized (open) {
            if (!open.containsKey(key)) {
                open.put(key, opener.open());
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Closeable> open(MavenProject project) {
        synchronized (project) {
            Map<String, Closeable> open = (Map<String, Closeable>) project.getContextValue(KEY);
            if (open == null) {
                open = new LinkedHashMap<>();
                project.setContextValue(KEY, open);
            }
            return open;
        }
    }

    /** Closes what is open, and explains the failures of fabric8's goals. */
    void afterSessionEnd(MavenSession session) {
        FailuresOfFabric8.explain(session.getResult());
        if (session.getProjects() != null) {
            session.getProjects().forEach(BuildEnd::close);
        }
    }

    private static void close(MavenProject project) {
        Map<String, Closeable> open = open(project);
        Deque<Closeable> lastFirst = new ArrayDeque<>();
        synchronized (open) {
            open.values().forEach(lastFirst::push);
            open.clear();
        }
        for (Closeable one : lastFirst) {
            closeQuietly(one);
        }
    }

    /** The build's own outcome counts. The next build removes what is left. */
    private static void closeQuietly(Closeable one) {
        try {
            one.close();
        } catch (IOException | RuntimeException e) {
            return;
        }
    }
}
