package io.github.openflgramine.maven;

import io.github.openflgramine.engine.BuildOutput;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** A goal's log, of whose information only the lines are shown that {@link BuildOutput} chooses. */
final class StepLog extends SystemStreamLog {

    private final Log log;
    private final BuildOutput output;

    StepLog(Log log, BuildOutput output) {
        this.log = log;
        this.output = output;
    }

    @Override
    public synchronized void info(CharSequence content) {
        output.shown(content.toString()).forEach(log::info);
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

    /** Shows what is left, and returns the message with which one of the plugin's own steps has failed. */
    synchronized Optional<String> end() {
        output.end().forEach(log::info);
        return output.error();
    }
}
