package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Gramine installed in an image by Debian's or Ubuntu's package.
 *
 * @param directory contains libsysdb.so, sgx/, direct/ and runtime/
 * @param version the version in dpkg's status
 */
public record GramineInstallation(ImagePath directory, GramineVersion version) {

    /** The path of dpkg's database. The image's reader must keep this file. */
    public static final ImagePath DPKG_STATUS = ImagePath.of("/var/lib/dpkg/status");

    private static final ImagePath DIRECTORY = ImagePath.of("/usr/lib/x86_64-linux-gnu/gramine");
    private static final Pattern VERSION = Pattern.compile("Version: (\\S+)");

    /**
     * Finds the installation in an image.
     *
     * @throws GraminizeException if there is none
     */
    public static GramineInstallation of(ImageFilesystem image) {
        ImagePath libos = DIRECTORY.resolve("libsysdb.so");
        if (image.resolve(libos).isEmpty()) {
            throw new GraminizeException(
                    "The image has no Gramine: " + libos + " is missing.",
                    "Your own gramine/Dockerfile must run build/install and copy /added, as the plugin's does;"
                            + " or install the package gramine in the base image.");
        }
        return new GramineInstallation(
                DIRECTORY,
                packageVersion(image)
                        .map(GramineVersion::parse)
                        .orElseThrow(() -> new GraminizeException(
                                "The image has Gramine's files but dpkg does not list the package gramine.",
                                "Install Gramine as a package, so that its version can be read.")));
    }

    /** Returns the package's version from dpkg's status; empty if no package gramine is listed. */
    public static Optional<String> packageVersion(ImageFilesystem image) {
        return image.content(DPKG_STATUS).flatMap(status -> version(new String(status, StandardCharsets.UTF_8)));
    }

    /**
     * Parses line by line. A regular expression over paragraphs needs more stack the longer a paragraph is, and the
     * image's author controls its length.
     */
    private static Optional<String> version(String status) {
        boolean gramine = false;
        for (String line : (Iterable<String>) status.lines()::iterator) {
            gramine = line.equals("Package: gramine") || (gramine && !line.isEmpty());
            Matcher version = VERSION.matcher(line);
            if (gramine && version.matches()) {
                return Optional.of(version.group(1));
            }
        }
        return Optional.empty();
    }
}
