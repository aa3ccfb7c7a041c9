package io.github.openflgramine.engine;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Docker engine, with the functions for which fabric8 has no goal. Tests implement their own. */
public interface Engine extends AutoCloseable {

    /**
     * Connects to an engine and checks that it answers.
     *
     * @throws io.github.openflgramine.GraminizeException if no engine answers or access to its socket is denied
     */
    static Engine connect(EngineAddress address) {
        return DockerEngine.connect(address);
    }

    EngineAddress address();

    /** Returns the description of a local image, by name, name and tag, or id. Nothing is pulled. */
    Optional<EngineImage> image(String reference);

    /** Returns the image as {@code docker save} writes it. The caller closes the stream. */
    InputStream save(String reference);

    /**
     * Loads an image's archive, like {@code docker load}. The caller closes the stream.
     *
     * @param what the archive's name, for messages
     */
    void load(InputStream archive, String what);

    /** Gives a local image another name with a tag. If another image has this name, it loses it. */
    void tag(String reference, String name);

    /** Creates a container that does not run yet. The caller closes it, which removes it. */
    EngineContainer create(ContainerRequest request);

    /** Returns the ids of all containers with this label, running or not. */
    List<String> containersLabelled(Map.Entry<String, String> label);

    /** Returns an existing container, by id or name. Closing it removes it. */
    Optional<EngineContainer> container(String idOrName);

    @Override
    void close();
}
