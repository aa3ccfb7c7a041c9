package io.github.openflgramine.deployment;

import java.nio.file.Path;

/**
 * What is only known where a kit is unpacked, as it stands in a container's request until a script or a compose file is made of
 * it.
 */
final class KitPlaces {

    /** The kit's own directory. */
    public static final Path DIRECTORY = Path.of("/@kit@");

    public static final Path DATA = Path.of("/@data@");
    public static final Path DEVICE = Path.of("/@device@");
    public static final Path AESM_SOCKET = Path.of("/@aesm@");
    public static final String USER = "@user@";
    /** Of SGX's device. */
    public static final String GROUP = "@group@";

    public static final String IMAGE = "@image@";

    private KitPlaces() {}
}
