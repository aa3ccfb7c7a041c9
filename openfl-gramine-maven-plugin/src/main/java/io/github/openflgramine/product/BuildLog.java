package io.github.openflgramine.product;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What happens while a goal works, one method per event, with the wording of it. The events that all goals share are here; a
 * package with events of its own extends this class.
 */
public class BuildLog {

    private final Consumer<String> info;
    private final Consumer<String> warn;

    /**
     * A log of lines.
     *
     * @param info takes a line that informs
     * @param warn takes a line that warns
     */
    public BuildLog(Consumer<String> info, Consumer<String> warn) {
        this.info = info;
        this.warn = warn;
    }

    /** Writes where the other log writes. */
    protected BuildLog(BuildLog log) {
        this(log.info, log.warn);
    }

    protected final void info(String line) {
        info.accept(line);
    }

    protected final void warn(String line) {
        warn.accept(line);
    }

    /** A file of the user's own (a key, a plan, a certificate) is in its place. */
    public final void wrote(Path file) {
        info("Wrote " + file);
    }

    /** The engine answers. */
    public final void engine(String address) {
        info("Docker engine at " + address);
    }

    /** Something deserves the user's eye but does not end the build. */
    public final void warning(String what, String remedy) {
        warn(what + " " + remedy);
    }

    /** Something that is as it has to be, but not as one may have thought. */
    public final void note(String what) {
        info(what);
    }

    /** What comes next is another command. */
    public final void nextStep(String what, String command) {
        info(what + ":");
        info("    " + command);
    }

    /** This build has warned so often of what {@code gramine.production} refuses. */
    final void insecureSettings(int count) {
        warn("Good enough for a trial: gramine.production=true refuses "
                + (count == 1 ? "what one warning above is about" : "what " + count + " warnings above are about")
                + ".");
    }
}
