package io.github.openflgramine.trusted;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds libraries by the rules of the dynamic loader (ld.so(8)), under the names by which an enclave opens them. */
final class LibrarySearch {

    /** Processor levels above the first x86-64. Directories may have a separate version of a library for each. */
    private static final List<String> PROCESSORS = List.of("x86-64-v4", "x86-64-v3", "x86-64-v2");

    private final ImageFilesystem image;
    private final ImagePath runtime;
    private final List<ImagePath> directories;

    /** The processor subdirectories of each directory that was visited. */
    private final Map<ImagePath, List<ImagePath>> processors = new HashMap<>();

    /**
     * Creates a search in one image.
     *
     * @param runtime Gramine's C library, which enclaves see as {@code /lib}
     * @param directories the directories after {@code /lib} in the manifest's LD_LIBRARY_PATH
     */
    LibrarySearch(ImageFilesystem image, ImagePath runtime, List<ImagePath> directories) {
        this.image = image;
        this.runtime = runtime;
        this.directories = List.copyOf(directories);
    }

    /**
     * Returns the files that may be opened for a library's name; empty if there is none. Libraries in Gramine's C
     * library directory are loaded first, and the loader does not search again for a loaded name.
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
