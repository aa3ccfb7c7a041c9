package io.github.openflgramine.deployment;

import java.nio.file.Path;

/**
 * Placeholders for values that are known only where a kit is unpacked. A container's request contains them until it is
 * turned into a script or a compose file.
 */
final class KitPlaces {

    /** The kit's own directory. */
    public static final Path DIRECTORY = Path.of("/@kit@");

    public static final Path DATA = Path.of("/@data@");
    public static final Path DEVICE = Path.of("/@device@");
    public static final Path AESM_SOCKET = Path.of("/@aesm@");
    public static final String USER = "@user@";
    /** The group of SGX's device. */
    public static final String GROUP = "@group@";

    /** The executable jar's name, and the file in a kit with its SHA-256. */
    public static final String JAR = "openfl-gramine.jar";

    public static final String JAR_DIGEST = JAR + ".sha256";

    public static final String IMAGE = "@image@";

    private KitPlaces() {}
}
