package io.github.openflgramine.engine;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Docker engine, as far as it is needed where fabric8 has no goal. Tests have one of their own. */
public interface Engine extends AutoCloseable {

    /**
     * Connects and asks for a sign of life.
     *
     * @throws io.github.openflgramine.GraminizeException when none answers there or its socket may not be used
     */
    static Engine connect(EngineAddress address) {
        return DockerEngine.connect(address);
    }

    EngineAddress address();

    /** What the engine knows of a local image, by name, name and tag, or id. Nothing is pulled. */
    Optional<EngineImage> image(String reference);

    /** The image as {@code docker save} writes it. The caller closes the stream. */
    InputStream save(String reference);

    /**
     * Takes an image's archive as {@code docker load} does. The caller closes the stream.
     *
     * @param what the archive's name, for the error
     */
    void load(InputStream archive, String what);

    /** Gives a local image a further name with a tag; one that another image had is this one's then. */
    void tag(String reference, String name);

    /** A container that is made but does not run yet. The caller closes it, which removes it. */
    EngineContainer create(ContainerRequest request);

    /** The ids of all containers, running or not, that carry this label. */
    List<String> containersLabelled(Map.Entry<String, String> label);

    /** A container that somebody made before, by its id or name. Closing it removes it. */
    Optional<EngineContainer> container(String idOrName);

    @Override
    void close();
}
