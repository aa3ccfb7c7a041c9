package io.github.openflgramine.cli;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.verify.Inspect;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code inspect}: shows what a file or an image contains. */
@Command(
        name = "inspect",
        description =
                "Shows the contents of a SIGSTRUCT, a manifest or an image: measurement, signer, attributes, files, insecure"
                        + " settings. Nothing is verified.")
@SuppressWarnings("NullAway.Init")
final class InspectCommand extends JarCommand {

    @Mixin
    private ReceivedOptions received;

    @Mixin
    private FormatOption format;

    InspectCommand(Surroundings here) {
        super(here);
    }

    @Override
    ResultFormat format() {
        return format.format();
    }

    /** Returns the contents as they are. */
    @Override
    String shown(String result) {
        return result;
    }

    @Override
    void run(BuildLog log) throws IOException {
        result().print(Inspect.describe(new Inspect.Subject(received.file(), received.image()), this::engine));
    }
}
