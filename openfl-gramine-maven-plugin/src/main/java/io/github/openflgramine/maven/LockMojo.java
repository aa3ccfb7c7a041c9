package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.prepare.Lock;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import java.io.IOException;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes {@code gramine/lock.json}: what the first image currently contains apart from the workspace (base image, Debian and Python
 * packages with versions and hashes, Gramine's PAL). Builds the image if necessary. With {@code -Dgramine.locked} a build
 * then installs exactly these wheels, and fails if anything else differs.
 */
@Mojo(name = "lock", threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class LockMojo extends AbstractWorkspaceMojo {

    private final LifecycleGoals lifecycle;

    @Parameter
    private FormatParameter format;

    @Inject
    LockMojo(LifecycleGoals lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    void run(BuildLog log) throws IOException {
        lifecycle.buildFirstImage(session(), Map.of("locked", "false"));
        try (Engine engine = Engine.connect(engineAddress())) {
            result().printJson(new Lock(engine, log)
                    .write(lockRequest(firstImage(engine, log)))
                    .summary());
        }
    }

    @Override
    ResultFormat format() {
        return format.format();
    }
}
