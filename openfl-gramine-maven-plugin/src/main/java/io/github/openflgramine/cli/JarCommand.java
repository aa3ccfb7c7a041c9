package io.github.openflgramine.cli;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineAddress;
import io.github.openflgramine.files.FileTrouble;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.product.ResultOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The base of all commands: results go to standard output, messages to standard error, and a failure is one message. */
@SuppressWarnings("NullAway.Init")
abstract class JarCommand implements Callable<Integer> {

    private final Surroundings here;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("unused") // picocli shows the help
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only results, warnings and errors.")
    private boolean quiet;

    @Option(
            names = {"-X", "--debug"},
            description = "Print the stack trace of a failure.")
    private boolean debug;

    private ResultOutput result;

    private @Nullable OptionWords words;

    JarCommand(Surroundings here) {
        this.here = here;
        result = new ResultOutput(ResultFormat.TEXT, here.out());
    }

    @Override
    public final Integer call() {
        ExitStatus status;
        try {
            result = new ResultOutput(format(), here.out(), this::shown);
            run(new BuildLog(this::info, this::warn));
            status = ExitStatus.OK;
        } catch (FailedCommandException e) {
            status = failed(e.words(), e, e.status());
        } catch (GraminizeException e) {
            status = failed(e, e, ExitStatus.of(e));
        } catch (IOException e) {
            status = failed(words(e), e, ExitStatus.of(e));
        } catch (UncheckedIOException e) {
            status = failed(words(Objects.requireNonNull(e.getCause())), e, ExitStatus.of(e));
        }
        return status.number();
    }

    abstract void run(BuildLog log) throws IOException;

    /** Returns the form of the result. Commands with the option {@code --format} return its value. */
    ResultFormat format() {
        return ResultFormat.TEXT;
    }

    /** Returns a text result in the words of the jar. */
    String shown(String result) {
        return options().in(result);
    }

    final ResultOutput result() {
        return result;
    }

    final Surroundings here() {
        return here;
    }

    /** Fails the command because what it judged is not as expected, if the check throws. */
    static void judge(Check check) throws IOException {
        try {
            check.run();
        } catch (GraminizeException e) {
            throw new FailedCommandException(ExitStatus.NOT_AS_EXPECTED, e);
        }
    }

    /** Throws a GraminizeException if something is not as expected. */
    @FunctionalInterface
    interface Check {
        void run() throws IOException;
    }

    /** Connects to the engine that docker would use. */
    final Engine engine() {
        EngineAddress address =
                EngineAddress.find(name -> Optional.ofNullable(System.getProperty(name)), here.environment());
        try {
            return Engine.connect(address);
        } catch (GraminizeException e) {
            throw new FailedCommandException(ExitStatus.MACHINE, e);
        }
    }

    /** Returns a value that only some uses of a command need. */
    static <T> T required(@Nullable T value, String property, String what, String example) {
        if (value == null || value.toString().isBlank()) {
            throw new GraminizeException(
                    property + " is missing: " + what + ".",
                    "Give -D" + property + "=… (for example " + example + ").");
        }
        return value;
    }

    private ExitStatus failed(GraminizeException words, Exception failure, ExitStatus status) {
        GraminizeException ours =
                new GraminizeException(options().in(words.problem()), options().in(words.remedy()));
        result.printFailure(ours);
        here.err().println("ERROR: " + ours.getMessage());
        if (debug) {
            failure.printStackTrace(here.err());
        }
        return status;
    }

    private static GraminizeException words(IOException e) {
        return FileTrouble.isOne(e)
                ? FileTrouble.of(e)
                : new GraminizeException(String.valueOf(e.getMessage()), "Option --debug shows where it comes from.");
    }

    private void info(String line) {
        if (!quiet) {
            here.err().println(options().in(line));
        }
    }

    private void warn(String line) {
        String ours = options().in(line);
        result.warning(ours);
        here.err().println("WARNING: " + ours);
    }

    private OptionWords options() {
        if (words == null) {
            words = OptionWords.of(spec.root());
        }
        return words;
    }
}
