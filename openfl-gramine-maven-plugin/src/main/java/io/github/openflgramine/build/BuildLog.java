package io.github.openflgramine.build;

import java.nio.file.Path;

/** What happens while a goal works, one method per happening. The wording stands in {@link ConsoleBuildLog} alone. */
public interface BuildLog {

    /** A file of the user's own (a key, a plan, a certificate) is in its place. */
    void wrote(Path file);

    /** The engine answers. */
    void engine(String address);

    /** The workspace is packed. */
    void packed(Path archive, int files, long bytes);

    /** Something deserves the user's eye but does not end the build. */
    void warning(String what, String remedy);

    /** OpenFL makes the initial model in a container of this image. */
    void initializing(String image);

    /** The plan says where the aggregator is reached. */
    void aggregatorAt(String address, int port);
}
