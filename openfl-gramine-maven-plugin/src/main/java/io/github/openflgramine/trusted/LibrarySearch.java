package io.github.openflgramine.trusted;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds libraries as the enclave's dynamic loader will (ld.so(8)), by the names under which it will open them. */
final class LibrarySearch {

    /** Of processors newer than the first x86-64, where libraries may lie in a version of their own. */
    private static final List<String> PROCESSORS = List.of("x86-64-v4", "x86-64-v3", "x86-64-v2");

    private final ImageFilesystem image;
    private final ImagePath runtime;
    private final List<ImagePath> directories;

    /** Of each directory, once it was looked into. */
    private final Map<ImagePath, List<ImagePath>> processors = new HashMap<>();

    /**
     * Looks into one image.
     *
     * @param runtime Gramine's C library, which the enclave sees as {@code /lib}
     * @param directories the manifest's LD_LIBRARY_PATH behind {@code /lib}
     */
    LibrarySearch(ImageFilesystem image, ImagePath runtime, List<ImagePath> directories) {
        this.image = image;
        this.runtime = runtime;
        this.directories = List.copyOf(directories);
    }

    /**
     * The files that may be opened for a name, empty where there is none. What Gramine's C library has is loaded from there
     * before anything else, and a name that is loaded is not looked for again.
     */
    List<ImagePath> find(String name, ImagePath requirer, SharedObject object) {
        if (name.contains("/")) {
            return existing(name.startsWith("/") ? List.of(ImagePath.of(name)) : List.of());
        }
        ImagePath origin = requirer.parent();
        return Stream.of(
                        List.of(runtime),
                        expanded(object.rpath(), origin),
                        directories,
                        expanded(object.runpath(), origin))
                .flatMap(List::stream)
                .map(directory -> existing(candidates(directory, name)))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<ImagePath> candidates(ImagePath directory, String name) {
        return Stream.concat(processors.computeIfAbsent(directory, this::processorsIn).stream(), Stream.of(directory))
                .map(each -> each.resolve(name))
                .toList();
    }

    private List<ImagePath> processorsIn(ImagePath directory) {
        return existing(PROCESSORS.stream()
                .map(processor -> directory.resolve("glibc-hwcaps/" + processor))
                .toList());
    }

    private List<ImagePath> existing(List<ImagePath> candidates) {
        return candidates.stream()
                .filter(path -> image.resolve(path).isPresent())
                .toList();
    }

    private static List<ImagePath> expanded(List<String> paths, ImagePath origin) {
        return paths.stream()
                .map(path -> path.replace("${ORIGIN}", "$ORIGIN").replace("$ORIGIN", origin.value()))
                .filter(path -> path.startsWith("/") && !path.contains("$"))
                .map(ImagePath::of)
                .toList();
    }
}
