package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.verify.Inspect;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a SIGSTRUCT, a manifest or an image says of itself, as a table or as JSON: measurement, signer, attributes,
 * sizes, threads, files, environment, arguments, insecure options; of an image its labels and all of this per role. Field
 * names are those of {@code gramine-sgx-sigstruct-view}. The result goes to standard output, so {@code mvn -q} gives it alone.
 */
@Mojo(name = "inspect", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class InspectMojo extends AbstractGraminizeMojo {

    /**
     * A file: {@code NAME.sig}, {@code NAME.manifest.sgx}, {@code NAME.manifest}, {@code NAME.tbs} (what prepare-signature has
     * written to be signed), or an image's archive ({@code NAME.tar.gz}).
     */
    @Parameter(property = "gramine.file")
    private @Nullable File file;

    /** In place of a file, a local image of the engine, by name and tag or id. It is not started. */
    @Parameter(property = "openfl.image")
    private @Nullable String image;

    /** {@code table} for people, {@code json} for machines. Example: {@code mvn -q … -Dgramine.format=json > enclave.json}. */
    @Parameter(property = "gramine.format", defaultValue = "table")
    private String format;

    @Override
    void run(BuildLog log) throws IOException {
        Inspect.Format wanted = Inspect.Format.of(format);
        PrintStream out = System.out;
        out.print(inspect(wanted));
        out.flush();
    }

    private String inspect(Inspect.Format wanted) throws IOException {
        if ((file == null) == (image == null)) {
            throw new GraminizeException(
                    file == null
                            ? "Neither gramine.file nor openfl.image is given."
                            : "Both gramine.file and openfl.image are given.",
                    "Give -Dgramine.file=… (a .sig, a .manifest.sgx or an image archive) or -Dopenfl.image=….");
        }
        if (file != null) {
            return Inspect.file(file.toPath(), wanted);
        }
        try (Engine engine = SessionEngine.connect(session())) {
            return Inspect.image(engine, String.valueOf(image), wanted);
        }
    }
}
