package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A separate Docker engine for one test, started by the script {@code docker-engine}. For images and containers it
 * acts as another machine. Closing it removes it with everything in it.
 */
final class OwnEngine implements AutoCloseable {

    static final String SCRIPT = "docker-engine";

    private final EngineScript engine;

    private OwnEngine(EngineScript engine) {
        this.engine = engine;
    }

    static OwnEngine start() throws IOException {
        return new OwnEngine(EngineScript.start(SCRIPT));
    }

    /** Starts the newest Docker, as it is by default. */
    static OwnEngine startNewest() throws IOException {
        return new OwnEngine(EngineScript.start(SCRIPT, MavenBuild.setting("it.dockerCache")));
    }

    /** Copies an image of the tests' engine to this one. */
    void copy(String image, Path through) {
        engine.copy(image, through);
    }

    /** Returns the variables with which the docker command uses this engine and a separate directory for logins. */
    Map<String, String> environment() {
        return Map.of(
                "DOCKER_HOST",
                engine.address(),
                "DOCKER_CONFIG",
                engine.directory().resolve("client").toString());
    }

    @Override
    public void close() {
        engine.close();
    }
}
