package io.github.openflgramine.maven;

import io.github.openflgramine.engine.BuildOutput;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** A goal's log, of whose information only the lines are shown that {@link BuildOutput} chooses. */
final class StepLog extends SystemStreamLog {

    private final Log log;
    private final BuildOutput output;
    private final Consumer<String> failed;

    /**
     * A log in front of another one.
     *
     * @param failed receives the message with which one of the plugin's own steps fails
     */
    StepLog(Log log, BuildOutput output, Consumer<String> failed) {
        this.failed = failed;
        this.log = log;
        this.output = output;
    }

    @Override
    public synchronized void info(CharSequence content) {
        output.shown(content.toString()).forEach(log::info);
        output.error().ifPresent(failed);
    }

    @Override
    public synchronized void warn(CharSequence content) {
        output.end().forEach(log::info);
        log.warn(content);
    }

    @Override
    public synchronized void error(CharSequence content) {
        output.end().forEach(log::info);
        if (output.error().isPresent()) {
            // fabric8 repeats the whole command; the step's own message is the one that the build ends with.
            log.debug(content);
        } else {
            log.error(content);
        }
    }

    @Override
    public void debug(CharSequence content) {
        log.debug(content);
    }

    @Override
    public void warn(CharSequence content, Throwable error) {
        log.warn(content, error);
    }

    @Override
    public void error(CharSequence content, Throwable error) {
        log.error(content, error);
    }

    @Override
    public boolean isDebugEnabled() {
        return log.isDebugEnabled();
    }

    /** Shows what is left. */
    synchronized void end() {
        output.end().forEach(log::info);
    }
}
