package io.github.openflgramine.build;

import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineAddress;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.engine.LogFollower;
import io.github.openflgramine.engine.LogLine;
import io.github.openflgramine.image.ImagePath;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** An engine of images that are only labels and containers that only say a word and end with a status. */
final class FakeEngine implements Engine {

    private final Map<String, EngineImage> images = new LinkedHashMap<>();
    private final Map<String, OptionalInt> statuses = new LinkedHashMap<>();
    final List<ContainerRequest> requests = new ArrayList<>();
    final List<String> running = new ArrayList<>();
    final Map<String, byte[]> saved = new LinkedHashMap<>();

    FakeEngine withImage(String name, Instant created, Map<String, String> labels) {
        String id = "sha256:" + images.size();
        images.put(
                name,
                new EngineImage(
                        id,
                        List.of(name),
                        created,
                        1,
                        "amd64",
                        List.of(),
                        labels,
                        List.of(),
                        List.of(),
                        List.of(),
                        "",
                        ""));
        return this;
    }

    /** How the container with this first word of its command ends; without it, it runs for ever. */
    FakeEngine ending(String role, int status) {
        statuses.put(role, OptionalInt.of(status));
        return this;
    }

    @Override
    public EngineAddress address() {
        return new EngineAddress(URI.create("unix:///fake.sock"), Optional.empty());
    }

    @Override
    public Optional<EngineImage> image(String reference) {
        return Optional.ofNullable(images.get(reference));
    }

    @Override
    public InputStream save(String reference) {
        return new ByteArrayInputStream(saved.get(reference));
    }

    @Override
    public void removeImage(String reference) {
        images.remove(reference);
    }

    @Override
    public EngineContainer create(ContainerRequest request) {
        requests.add(request);
        String id = "container" + requests.size();
        OptionalInt status = statuses.getOrDefault(request.command().get(0), OptionalInt.empty());
        return new FakeContainer(id, status);
    }

    @Override
    public List<String> containersLabelled(Map.Entry<String, String> label) {
        return List.of();
    }

    @Override
    public void removeContainer(String id) {
        running.remove(id);
    }

    @Override
    public void close() {}

    private final class FakeContainer implements EngineContainer {

        private final String id;
        private final OptionalInt status;

        FakeContainer(String id, OptionalInt status) {
            this.id = id;
            this.status = status;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void copyIn(InputStream tar, ImagePath folder) {}

        @Override
        public InputStream copyOut(ImagePath path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void start() {
            running.add(id);
        }

        @Override
        public LogFollower follow(Consumer<LogLine> lines) {
            lines.accept(new LogLine(LogLine.Source.STDOUT, "hello"));
            return new LogFollower() {
                @Override
                public boolean drain(Duration timeout) {
                    return true;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public List<LogLine> log(int last) {
            return List.of(new LogLine(LogLine.Source.STDERR, "last words of " + id));
        }

        @Override
        public OptionalInt await(Duration timeout) {
            return status;
        }

        @Override
        public OptionalInt exitStatus() {
            return status;
        }

        @Override
        public void stop(Duration timeout) {}

        @Override
        public void kill(String signal) {}

        @Override
        public void close() {
            running.remove(id);
        }
    }
}
