package io.github.openflgramine.graminize;

import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.product.ImagePaths;
import io.github.openflgramine.trusted.EnclaveFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The paths in a first image that both roles' enclaves mount and trust. */
record ImageLayout(ImageFilesystem image, GramineInstallation gramine, PythonInstallation python) {

    static final ImagePath USR = ImagePath.of("/usr");
    static final ImagePath LIBRARIES = ImagePath.of("/usr/lib/x86_64-linux-gnu");

    private static final ImagePath NSSWITCH = ImagePath.of("/etc/nsswitch.conf");

    /** Returns the directories in which the enclave looks for shared libraries after {@code /lib}, its C library. */
    List<ImagePath> libraryDirectories() {
        List<ImagePath> directories = new ArrayList<>(List.of(LIBRARIES, USR.resolve("lib")));
        ownLibraries().ifPresent(directories::add);
        return directories;
    }

    /**
     * Returns the directory of libpython if Python is not the distribution's: {@code lib} next to the interpreter's
     * {@code bin}.
     */
    private Optional<ImagePath> ownLibraries() {
        ImagePath beside = python.interpreter().parent().parent().resolve("lib");
        return Optional.of(beside)
                .filter(directory -> !directory.equals(USR.resolve("lib")))
                .filter(directory -> image.resolve(directory).isPresent());
    }

    /** Returns the directories and files that the enclave sees under the same path. */
    List<ImagePath> mounts() {
        List<ImagePath> mounts = new ArrayList<>(List.of(USR));
        for (ImagePath directory : pythonDirectories()) {
            if (mounts.stream().noneMatch(directory::startsWith)) {
                mounts.add(directory);
            }
        }
        mounts.add(ImagePaths.PRODUCT);
        mounts.add(ImagePaths.WORKSPACE);
        if (image.resolve(NSSWITCH).isPresent()) {
            mounts.add(NSSWITCH);
        }
        mounts.add(ImagePaths.HOSTS);
        return mounts;
    }

    private List<ImagePath> pythonDirectories() {
        List<ImagePath> directories = new ArrayList<>();
        directories.add(python.interpreter().parent());
        ownLibraries().ifPresent(directories::add);
        directories.addAll(python.searchPath());
        return directories;
    }

    /** Returns the files in these mounts. */
    EnclaveFiles files() {
        return EnclaveFiles.of(image, mounts(), gramine.directory().resolve("runtime/glibc"), libraryDirectories());
    }

    /** Returns the trusted paths in mode full: files, and directories with a slash at the end. */
    List<String> wholeDirectories() {
        List<ImagePath> paths = new ArrayList<>(List.of(
                gramine.directory().resolve("libsysdb.so"),
                gramine.directory().resolve("runtime/glibc"),
                python.interpreter(),
                LIBRARIES));
        // Adds only libraries, because the directory contains much more.
        image.children(USR.resolve("lib")).stream()
                .map(ImageNode::path)
                .filter(path -> path.name().contains(".so"))
                .forEach(paths::add);
        ownLibraries().ifPresent(paths::add);
        paths.addAll(python.searchPath());
        paths.addAll(List.of(
                NSSWITCH,
                ImagePath.of("/usr/lib/ssl/openssl.cnf"),
                ImagePath.of("/usr/share/zoneinfo/UTC"),
                ImagePaths.PRODUCT.resolve("actor.py"),
                ImagePaths.PRODUCT.resolve("launcher"),
                ImagePaths.WORKSPACE.resolve(".workspace"),
                ImagePaths.WORKSPACE.resolve("plan/plan.yaml"),
                ImagePaths.WORKSPACE.resolve("src")));
        return paths.stream()
                .map(this::declared)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Returns the path if it exists, with a slash if it is a directory, as Gramine's signer requires. */
    private Optional<String> declared(ImagePath path) {
        return image.resolve(path).map(node -> node.isDirectory() ? path + "/" : path.value());
    }
}
