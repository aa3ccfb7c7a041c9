package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineAddress;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;

/** The Docker engine of goals that need no project: what the command line and the environment say of it. */
final class SessionEngine {

    private SessionEngine() {}

    static Engine connect(MavenSession session) {
        return Engine.connect(EngineAddress.find(
                name -> Optional.ofNullable(session.getUserProperties().getProperty(name))
                        .or(() -> Optional.ofNullable(
                                session.getSystemProperties().getProperty(name))),
                System.getenv()));
    }
}
