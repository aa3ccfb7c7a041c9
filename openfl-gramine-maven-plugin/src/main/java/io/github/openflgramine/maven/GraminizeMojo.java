package io.github.openflgramine.maven;

import io.github.openflgramine.build.BuildLog;
import io.github.openflgramine.build.BuiltImage;
import io.github.openflgramine.build.FirstImageReader;
import io.github.openflgramine.build.Graminize;
import io.github.openflgramine.build.Signing;
import io.github.openflgramine.build.SigningDate;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.image.ImageCache;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.sgx.SigningKey;
import io.github.openflgramine.sgx.SigstructDate;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first image and makes, for the aggregator and for the collaborator, the manifest with the SHA-256 of every
 * trusted file, the MRENCLAVE and, with a key, the signed SIGSTRUCT; then writes the context of the final image, which
 * fabric8's {@code docker:build} builds next. The key stays in this process. Replaces {@code fx workspace graminize}.
 */
@Mojo(name = "graminize", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class GraminizeMojo extends AbstractEnclaveMojo {

    /**
     * The date in the SIGSTRUCT, {@code yyyy-mm-dd}. Default: the day of {@code project.build.outputTimestamp}, then of the
     * environment's SOURCE_DATE_EPOCH, then today (UTC).
     */
    @Parameter(property = "gramine.date")
    private @Nullable String date;

    /** Leaves the image archive {@code NAME.tar.gz} out of install when false. */
    @Parameter(property = "gramine.save", defaultValue = "true")
    private boolean save;

    @Inject
    GraminizeMojo(KeyPassphrase passphrases) {
        super(passphrases);
    }

    @Override
    void run(BuildLog log) throws IOException {
        Optional<Signing> signing = signing(log);
        String finalImage = new Graminize(log)
                .graminize(new Graminize.Request(
                        workspace(),
                        names(),
                        wanted -> readFirstImage(log, wanted),
                        enclaveOptions(),
                        signing,
                        work(".")));
        setProperty("openfl.finalImage.name", finalImage);
        setProperty("openfl.finalImage.context", work("final").toString());
        setProperty("openfl.finalImage.archive", imageArchive().toString());
        setProperty("openfl.finalImage.skipSave", Boolean.toString(!save));
        setProperty(
                "openfl.finalImage.skipPush",
                Boolean.toString(!names().hasRegistry()
                        && property("docker.push.registry").isEmpty()));
    }

    private BuiltImage readFirstImage(BuildLog log, Set<ImagePath> wanted) {
        ImageCache cache = new ImageCache(UserCache.folder(System.getenv()).resolve("images"));
        try (Engine engine = Engine.connect(engineAddress())) {
            return FirstImageReader.read(engine, names().first(), property(CONTEXT_DIGEST), cache, log, wanted);
        }
    }

    private Optional<Signing> signing(BuildLog log) throws IOException {
        Optional<SigningKey> key = signingKey(log);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        SigstructDate day = SigningDate.choose(
                Optional.ofNullable(date),
                property("project.build.outputTimestamp"),
                Optional.ofNullable(System.getenv("SOURCE_DATE_EPOCH")),
                Clock.systemUTC());
        return Optional.of(new Signing(key.get(), day));
    }
}
