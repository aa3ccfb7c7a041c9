package io.github.openflgramine.graminize;

import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.trusted.EnclaveFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where things lie in a first image, and so what of it both roles' enclaves see and trust. */
record ImageLayout(ImageFilesystem image, GramineInstallation gramine, PythonInstallation python) {

    static final ImagePath USR = ImagePath.of("/usr");
    static final ImagePath LIBRARIES = ImagePath.of("/usr/lib/x86_64-linux-gnu");
    static final ImagePath PRODUCT = ImagePath.of("/opt/openfl-gramine");
    static final ImagePath WORKSPACE = ImagePath.of("/workspace");
    static final ImagePath HOSTS = ImagePath.of("/etc/hosts");

    private static final ImagePath NSSWITCH = ImagePath.of("/etc/nsswitch.conf");

    /** The folders in which the enclave looks for shared libraries, behind {@code /lib}, its own C library. */
    List<ImagePath> libraryFolders() {
        List<ImagePath> folders = new ArrayList<>(List.of(LIBRARIES, USR.resolve("lib")));
        ownLibraries().ifPresent(folders::add);
        return folders;
    }

    /** The folder of libpython where Python is not the distribution's: {@code lib} beside the interpreter's {@code bin}. */
    private Optional<ImagePath> ownLibraries() {
        ImagePath beside = python.interpreter().parent().parent().resolve("lib");
        return Optional.of(beside)
                .filter(folder -> !folder.equals(USR.resolve("lib")))
                .filter(folder -> image.resolve(folder).isPresent());
    }

    /** Folders and files that the enclave sees under the same path. */
    List<ImagePath> mounts() {
        List<ImagePath> mounts = new ArrayList<>(List.of(USR));
        for (ImagePath folder : pythonFolders()) {
            if (mounts.stream().noneMatch(folder::startsWith)) {
                mounts.add(folder);
            }
        }
        mounts.add(PRODUCT);
        mounts.add(WORKSPACE);
        if (image.resolve(NSSWITCH).isPresent()) {
            mounts.add(NSSWITCH);
        }
        mounts.add(HOSTS);
        return mounts;
    }

    private List<ImagePath> pythonFolders() {
        List<ImagePath> folders = new ArrayList<>();
        folders.add(python.interpreter().parent());
        ownLibraries().ifPresent(folders::add);
        folders.addAll(python.searchPath());
        return folders;
    }

    /** The files behind these mounts, one by one. */
    EnclaveFiles files() {
        return EnclaveFiles.of(image, mounts(), gramine.folder().resolve("runtime/glibc"), libraryFolders());
    }

    /** What is trusted where whole folders are: files, and folders with a slash at their end. */
    List<String> wholeFolders() {
        List<ImagePath> paths = new ArrayList<>(List.of(
                gramine.folder().resolve("libsysdb.so"),
                gramine.folder().resolve("runtime/glibc"),
                python.interpreter(),
                LIBRARIES));
        // The folder itself holds far more than libraries.
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
                PRODUCT.resolve("actor.py"),
                WORKSPACE.resolve(".workspace"),
                WORKSPACE.resolve("plan/plan.yaml"),
                WORKSPACE.resolve("src")));
        return paths.stream()
                .map(this::declared)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Gramine's signer refuses an entry that is absent, and wants a slash behind a folder. */
    private Optional<String> declared(ImagePath path) {
        return image.resolve(path).map(node -> node.isFolder() ? path + "/" : path.value());
    }
}
