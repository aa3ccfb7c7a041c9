package io.github.openflgramine.engine;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Converts frames of a log (Docker Engine API, "Attach to a container", stream format) into lines. */
final class FrameFollower extends ResultCallback.Adapter<Frame> implements LogFollower {

    private final LineSplitter out;
    private final LineSplitter err;

    FrameFollower(Consumer<LogLine> lines) {
        this.out = new LineSplitter(text -> lines.accept(new LogLine(text)));
        this.err = new LineSplitter(text -> lines.accept(new LogLine(text)));
    }

    @Override
    public void onNext(Frame frame) {
        (frame.getStreamType() == StreamType.STDERR ? err : out).accept(frame.getPayload());
    }

    @Override
    public void onComplete() {
        out.end();
        err.end();
        super.onComplete();
    }

    @Override
    public boolean drain(Duration timeout) {
        try {
            return awaitCompletion(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (DockerException e) {
            // The container is gone, and its last output with it.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
