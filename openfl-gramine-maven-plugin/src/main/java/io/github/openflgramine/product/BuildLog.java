package io.github.openflgramine.product;

import io.github.openflgramine.AddressCredentials;
import io.github.openflgramine.MessageText;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The messages of a goal: one method per event, with its wording. Events that several goals share are here; a package
 * with its own events extends this class.
 */
public class BuildLog {

    private final Consumer<String> info;
    private final Consumer<String> warn;
    private final UnaryOperator<String> emphasis;

    /**
     * A log of lines.
     *
     * @param info receives lines of information
     * @param warn receives warnings
     */
    public BuildLog(Consumer<String> info, Consumer<String> warn) {
        this(info, warn, UnaryOperator.identity());
    }

    /**
     * A log of lines for a terminal.
     *
     * @param emphasis returns the text so that a terminal emphasises it, if there is one
     */
    public BuildLog(Consumer<String> info, Consumer<String> warn, UnaryOperator<String> emphasis) {
        this.info = info;
        this.warn = warn;
        this.emphasis = emphasis;
    }

    /** A log with the same destination as {@code log}. */
    protected BuildLog(BuildLog log) {
        this(log.info, log.warn, log.emphasis);
    }

    protected final void info(String line) {
        info.accept(AddressCredentials.hiddenIn(line));
    }

    /** Returns a text, emphasised if the lines go to a terminal. */
    protected final String emphasised(String text) {
        return emphasis.apply(text);
    }

    protected final void warn(String line) {
        warn.accept(MessageText.of(line));
    }

    /** A file for the user (a key, a plan, a certificate) was written. */
    public final void wrote(Path file) {
        info("Wrote " + file);
    }

    /** The engine answered. */
    public final void engine(String address) {
        info("Docker engine at " + address);
    }

    /** Something needs the user's attention but does not fail the build. */
    public final void warning(String what, String remedy) {
        warn(what + " " + remedy);
    }

    /** Something is right but may be unexpected. */
    public final void note(String what) {
        info(what);
    }

    /** The command to run next. */
    public final void nextStep(String what, String command) {
        info(what + ":");
        info("    " + command);
    }

    /** The number of this build's warnings that {@code gramine.production} would refuse. */
    final void insecureSettings(int count) {
        warn(count + " of the warnings above would fail a production build (gramine.production=true)");
    }
}
