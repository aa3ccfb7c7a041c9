package io.github.openflgramine.engine;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.Tars;
import io.github.openflgramine.image.ImagePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An engine for tests. Its images have only labels; its containers print a word and end with a status. */
public final class FakeEngine implements Engine {

    private final Map<String, EngineImage> images = new LinkedHashMap<>();
    private final Map<ImageId, EngineImage> nameless = new LinkedHashMap<>();
    private final Map<String, Deque<OptionalInt>> statuses = new LinkedHashMap<>();
    private int awaitsOfTheAggregator;
    private final Map<ImagePath, Content> files = new LinkedHashMap<>();
    private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    private final List<String> output = new ArrayList<>(List.of("hello"));
    public final List<ContainerRequest> requests = new ArrayList<>();
    public final List<String> running = new ArrayList<>();
    public final Map<String, byte[]> saved = new LinkedHashMap<>();
    public final List<String> loaded = new ArrayList<>();
    /** What the engine says it is: a rootful Docker, if it is not set. */
    public EngineKind kind = EngineKinds.docker(EngineKind.Users.SAME);

    public Consumer<FakeEngine> toLoad = engine -> {};
    public Consumer<ContainerRequest> toStart = request -> {};

    public FakeEngine withImage(String name, Instant created, Map<String, String> labels) {
        return withImage(name, TestIds.id(Integer.toString(images.size())), created, labels);
    }

    public FakeEngine withImage(String name, String id, Instant created, Map<String, String> labels) {
        return withPushedImage(name, id, List.of(), created, labels);
    }

    /** Adds an image that registries have as well. */
    public FakeEngine withPushedImage(
            String name, String id, List<String> digests, Instant created, Map<String, String> labels) {
        return withPushedImage(name, id, digests, created, List.of(), labels);
    }

    /** Adds an image with layers. */
    public FakeEngine withLayers(String name, String id, List<Sha256> diffIds) {
        return withPushedImage(name, id, List.of(), Instant.EPOCH, diffIds, Map.of());
    }

    /** Adds an image with layers that registries have as well. */
    public FakeEngine withPushedImage(
            String name,
            String id,
            List<String> digests,
            Instant created,
            List<Sha256> diffIds,
            Map<String, String> labels) {
        images.put(
                name,
                new EngineImage(
                        ImageId.of(id),
                        List.of(name),
                        digests.stream()
                                .map(digest -> ImageReference.parse(digest).orElseThrow())
                                .toList(),
                        created,
                        1,
                        diffIds,
                        labels));
        return this;
    }

    /** Adds a file to every image. */
    public FakeEngine withFile(String path, String content) {
        return withFile(path, Content.of(content));
    }

    public FakeEngine withFile(String path, Content content) {
        files.put(ImagePath.of(path), content);
        return this;
    }

    /**
     * Sets the exit statuses, in turn, of containers whose command starts with this word. Other containers run
     * forever.
     */
    /** Makes each container write this line after its greeting. */
    public FakeEngine saying(String line) {
        output.add(line);
        return this;
    }

    public FakeEngine ending(String role, int... inTurn) {
        statuses.put(
                role,
                new ArrayDeque<>(Arrays.stream(inTurn).mapToObj(OptionalInt::of).toList()));
        return this;
    }

    /** Sets how many times waiting for the aggregator times out. */
    public FakeEngine withAggregatorThatTakes(int awaits) {
        awaitsOfTheAggregator = awaits;
        return this;
    }

    @Override
    public EngineKind kind() {
        return kind;
    }

    @Override
    public EngineAddress address() {
        return new EngineAddress(URI.create("unix:///fake.sock"), Optional.empty());
    }

    @Override
    public Optional<EngineImage> image(String reference) {
        return Optional.ofNullable(images.get(reference))
                .or(() -> Stream.concat(images.values().stream(), nameless.values().stream())
                        .filter(image -> image.id().toString().equals(reference))
                        .findFirst());
    }

    @Override
    public InputStream save(String reference) {
        byte[] archive = image(reference).stream()
                .flatMap(image -> image.tags().stream())
                .map(saved::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is saved for " + reference));
        return new ByteArrayInputStream(archive);
    }

    @Override
    public void load(InputStream archive, String what) {
        loaded.add(what);
        toLoad.accept(this);
    }

    @Override
    public void tag(String reference, String name) {
        EngineImage image = image(reference).orElseThrow();
        Optional<EngineImage> former = Optional.ofNullable(images.put(name, image));
        nameless.remove(image.id());
        former.filter(lost ->
                        images.values().stream().noneMatch(named -> named.id().equals(lost.id())))
                .ifPresent(lost -> nameless.put(
                        lost.id(),
                        new EngineImage(
                                lost.id(),
                                List.of(),
                                lost.digests(),
                                lost.created(),
                                lost.size(),
                                lost.diffIds(),
                                lost.labels())));
    }

    @Override
    public void removeImage(String reference) {
        images.remove(reference);
        nameless.keySet().removeIf(id -> id.toString().equals(reference));
    }

    @Override
    public List<String> names(String repository) {
        return images.keySet().stream()
                .filter(name -> name.startsWith(repository + ":"))
                .toList();
    }

    @Override
    public List<ImageId> unnamedImages(Map.Entry<String, String> label) {
        return nameless.values().stream()
                .filter(image -> label.getValue().equals(image.labels().get(label.getKey())))
                .map(EngineImage::id)
                .toList();
    }

    @Override
    public EngineContainer create(ContainerRequest request) {
        requests.add(request);
        String id = "container" + requests.size();
        Deque<OptionalInt> inTurn =
                statuses.getOrDefault(request.program().command().get(0), new ArrayDeque<>());
        OptionalInt status = inTurn.size() > 1
                ? inTurn.pop()
                : Optional.ofNullable(inTurn.peek()).orElse(OptionalInt.empty());
        FakeContainer container = new FakeContainer(id, request, status);
        containers.put(id, container);
        return container;
    }

    @Override
    public List<String> containersLabelled(Map.Entry<String, String> label) {
        return containers.values().stream()
                .filter(container ->
                        label.getValue().equals(container.request.labels().get(label.getKey())))
                .map(FakeContainer::id)
                .toList();
    }

    @Override
    public Optional<EngineContainer> container(String idOrName) {
        return containers.values().stream()
                .filter(container -> container.id.equals(idOrName)
                        || container.request.name().equals(Optional.of(idOrName)))
                .map(EngineContainer.class::cast)
                .findFirst();
    }

    @Override
    public void close() {}

    private final class FakeContainer implements EngineContainer {

        private final String id;
        private final ContainerRequest request;
        private final OptionalInt status;

        FakeContainer(String id, ContainerRequest request, OptionalInt status) {
            this.id = id;
            this.request = request;
            this.status = status;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void copyIn(InputStream tar, ImagePath directory) {
            try {
                tar.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputStream copyOut(ImagePath path) {
            return Tars.directory("copied", Map.of(path.name(), files.get(path)));
        }

        @Override
        public void start() {
            running.add(id);
            toStart.accept(request);
        }

        @Override
        public LogFollower follow(Consumer<LogLine> lines) {
            output.forEach(line -> lines.accept(new LogLine(line)));
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
            List<LogLine> log = new ArrayList<>();
            output.stream().skip(1).forEach(line -> log.add(new LogLine(line)));
            log.add(new LogLine("last words of " + id));
            return log;
        }

        @Override
        public OptionalInt await(Duration timeout) {
            if (request.program().command().get(0).equals("aggregator") && awaitsOfTheAggregator > 0) {
                awaitsOfTheAggregator--;
                return OptionalInt.empty();
            }
            return status;
        }

        @Override
        public OptionalInt exitStatus() {
            return status;
        }

        @Override
        public void stop(Duration timeout) {}

        @Override
        public void close() {
            running.remove(id);
            containers.remove(id);
        }
    }
}
