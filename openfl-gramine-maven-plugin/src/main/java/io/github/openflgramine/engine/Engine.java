package io.github.openflgramine.engine;

import io.github.openflgramine.ImageId;
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

    /** Returns what the engine is. It is asked once. */
    EngineKind kind();

    /** Returns the description of a local image, by name, name and tag, or id. Nothing is pulled. */
    Optional<EngineImage> image(String reference);

    /** Returns the names, with tags, of all local images in a repository, such as {@code demo:1.0}. */
    List<String> names(String repository);

    /**
     * Returns the local images with this label that have no name with a tag and on which no other image is
     * built. They may have names by digest.
     */
    List<ImageId> unnamedImages(Map.Entry<String, String> label);

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

    /**
     * Removes a name of a local image, and the image itself if it has no other; or an image by id. Does nothing if there
     * is no such image, or if a container or another image uses it.
     */
    void removeImage(String reference);

    /** Creates a container that does not run yet. The caller closes it, which removes it. */
    EngineContainer create(ContainerRequest request);

    /** Returns the ids of all containers with this label, running or not. */
    List<String> containersLabelled(Map.Entry<String, String> label);

    /** Returns an existing container, by id or name. Closing it removes it. */
    Optional<EngineContainer> container(String idOrName);

    @Override
    void close();
}
