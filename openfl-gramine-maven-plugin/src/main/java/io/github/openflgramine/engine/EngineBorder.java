package io.github.openflgramine.engine;

import com.github.dockerjava.api.exception.DockerException;
import io.github.openflgramine.GraminizeException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The border to the engine. Whatever docker-java and its transport throw leaves it as one message: what could not be
 * done, with which engine, and the next step. Callers handle the answers that they expect, such as "not found",
 * themselves.
 *
 * @param address the engine, for messages
 */
record EngineBorder(EngineAddress address) {

    static final String FULL_DISK =
            "Free space on the engine's disk (docker system df shows its use, docker image prune removes old images),"
                    + " then run the goal again.";

    static final String CHECK_ENGINE =
            "Check that it runs (docker info), why it stopped (journalctl -u docker) and its disk (docker system df),"
                    + " then run the goal again.";

    /**
     * Makes a request.
     *
     * @param what the request after "could not", for messages
     */
    <T> T ask(String what, Supplier<T> request) {
        try {
            return request.get();
        } catch (DockerException e) {
            throw refused(what, e);
        } catch (GraminizeException e) {
            throw e;
        } catch (RuntimeException e) {
            throw broken(what, e);
        }
    }

    /** Makes a request without an answer. */
    void tell(String what, Runnable request) {
        ask(what, () -> {
            request.run();
            return address;
        });
    }

    /**
     * Makes a request whose answer is a stream. The connection can also break while the stream is read.
     *
     * @param what the request after "could not", for messages
     */
    InputStream stream(String what, Supplier<InputStream> request) {
        return new FilterInputStream(ask(what, request)) {

            @Override
            public int read() throws IOException {
                try {
                    return super.read();
                } catch (IOException e) {
                    throw broken(what, e);
                }
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                try {
                    return super.read(buffer, from, length);
                } catch (IOException e) {
                    throw broken(what, e);
                }
            }

            /** Closing early is no failure: the transport then reports that the answer was not read to its end. */
            @Override
            public void close() throws IOException {
                try {
                    super.close();
                } catch (IOException e) {
                    return;
                }
            }
        };
    }

    private GraminizeException refused(String what, DockerException e) {
        GraminizeException refused = EngineMessages.refused(what, e);
        return isFullDisk(refused.problem()) ? new GraminizeException(refused.problem(), FULL_DISK, e) : refused;
    }

    private GraminizeException broken(String what, Exception e) {
        String reason = EngineMessages.deepest(e);
        return new GraminizeException(
                "The connection to the Docker engine at " + address + " broke; it could not " + what + ": " + reason
                        + ".",
                isFullDisk(reason) ? FULL_DISK : CHECK_ENGINE,
                e);
    }

    static boolean isFullDisk(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return lower.contains("no space left") || lower.contains("quota exceeded");
    }
}
