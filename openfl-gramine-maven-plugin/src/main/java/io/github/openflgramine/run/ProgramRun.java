package io.github.openflgramine.run;

import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.Tars;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A program of this project that ran in a container of an image, without Gramine. It was given a directory below the root,
 * and left its results there. Closing the run removes the container.
 */
public final class ProgramRun implements AutoCloseable {

    private static final int LAST_LINES = 15;

    private final EngineContainer container;
    private final ImagePath directory;
    private final Duration timeout;
    private final @Nullable Integer status;

    private ProgramRun(EngineContainer container, ImagePath directory, Duration timeout, @Nullable Integer status) {
        this.container = container;
        this.directory = directory;
        this.timeout = timeout;
        this.status = status;
    }

    /**
     * Runs a program to its end, or to the end of its time.
     *
     * @param directory the name of its directory
     * @param given contents by path in the directory, as for {@link Tars#directory}
     */
    public static ProgramRun of(
            Engine engine, ContainerRequest request, String directory, Map<String, Content> given, Duration timeout)
            throws IOException {
        EngineContainer container = engine.create(request);
        try (InputStream tar = Tars.directory(directory, given)) {
            container.copyIn(tar, ImagePath.ROOT);
            container.start();
            OptionalInt status = container.await(timeout);
            return new ProgramRun(
                    container, ImagePath.of(directory), timeout, status.isPresent() ? status.getAsInt() : null);
        } catch (IOException | RuntimeException e) {
            container.close();
            throw e;
        }
    }

    /** Returns how the program failed, as the rest of a sentence; empty if it ended with status 0. */
    public Optional<String> failure() {
        if (status == null) {
            return Optional.of("did not end within " + timeout.toSeconds() + " seconds");
        }
        return status == 0 ? Optional.empty() : Optional.of("ended with status " + status);
    }

    /** Returns the program's exit status; empty if it did not end in its time. */
    public OptionalInt status() {
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Returns the last lines that the program wrote, oldest first. */
    public List<String> lastLines() {
        return container.log(LAST_LINES).stream()
                .map(line -> line.text().stripTrailing())
                .toList();
    }

    /** Returns the end of a message: the last lines, indented, each on a line of its own; nothing if there are none. */
    public String quotedLines() {
        List<String> lines = lastLines();
        return lines.isEmpty()
                ? ""
                : lines.stream().map(line -> "\n    " + line).collect(Collectors.joining("", " Its last lines:", "\n"));
    }

    /**
     * Returns a file of the program's directory; empty if it is no regular file. The caller closes it.
     *
     * @throws io.github.openflgramine.GraminizeException if there is nothing of this name
     */
    public Optional<InputStream> file(String name) throws IOException {
        return Tars.firstFile(container.copyOut(directory.resolve(name)));
    }

    @Override
    public void close() {
        container.close();
    }
}
