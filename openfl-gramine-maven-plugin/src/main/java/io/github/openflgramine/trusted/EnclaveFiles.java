package io.github.openflgramine.trusted;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The files of an image by the names its enclaves see, with the libraries and imports that the build recorded. */
public final class EnclaveFiles {

    private final Map<ImagePath, NamedFile> names;
    private final Inventory inventory;
    private final LibrarySearch search;
    private final Map<ImagePath, List<NamedFile>> needed = new HashMap<>();

    private EnclaveFiles(Map<ImagePath, NamedFile> names, Inventory inventory, LibrarySearch search) {
        this.names = names;
        this.inventory = inventory;
        this.search = search;
    }

    /**
     * Reads the files of an image. The image's reader must have kept {@link Inventory#FILE}.
     *
     * @param mounts the parts of the image that the enclaves see
     * @param runtime Gramine's C library, which enclaves see as {@code /lib}
     * @param libraries the directories after {@code /lib} in the manifest's LD_LIBRARY_PATH
     */
    public static EnclaveFiles of(
            ImageFilesystem image, List<ImagePath> mounts, ImagePath runtime, List<ImagePath> libraries) {
        return new EnclaveFiles(
                FileNames.below(mounts, image), Inventory.of(image), new LibrarySearch(image, runtime, libraries));
    }

    /** Returns what the build found in the workspace's code. */
    public List<Inventory.Finding> findings() {
        return inventory.findings();
    }

    /** Returns the libraries that the build stripped, with the bytes that they lost. */
    public SortedMap<ImagePath, Long> stripped() {
        return inventory.stripped();
    }

    /** Returns the libraries that the build rearranged, with the bytes that Gramine hashes less of each. */
    public SortedMap<ImagePath, Long> rearranged() {
        return inventory.rearranged();
    }

    /** Returns the libraries that the build replaced by empty ones. */
    public EmptiedLibraries emptied() {
        return inventory.emptied();
    }

    /** Returns the file with this name, if there is one. */
    public Optional<NamedFile> file(ImagePath name) {
        return Optional.ofNullable(names.get(name));
    }

    /** Returns all files, in no particular order. */
    Collection<NamedFile> all() {
        return names.values();
    }

    /** Returns what the build removed for this rule. */
    Inventory.Removed removedFor(Rule rule) {
        return inventory.removed().getOrDefault(Glob.regex(rule.glob()), new Inventory.Removed(0, 0));
    }

    /** Returns whether an import statement can reach the file. */
    boolean isImported(NamedFile file) {
        return inventory.modules().containsKey(file.path());
    }

    /**
     * Returns the existing files that a program or library needs, under the names by which it opens them.
     *
     * @param requirer the program or library, under the name by which it was opened
     */
    List<NamedFile> neededBy(NamedFile requirer) {
        return needed.computeIfAbsent(requirer.path(), path -> findNeeded(requirer));
    }

    private List<NamedFile> findNeeded(NamedFile requirer) {
        SharedObject object = inventory.libraries().get(requirer.file().path());
        if (object == null) {
            return List.of();
        }
        return object.needed().stream()
                .flatMap(name -> search.find(name, requirer.path(), object).stream())
                .flatMap(path -> file(path).stream())
                .toList();
    }

    /**
     * Returns the files that may be needed at run time, each with one file or module that needs it: the name of a
     * module that imports it, or the path of a listed program or library.
     */
    public SortedMap<ImagePath, String> wanted(Collection<ImagePath> listed) {
        SortedMap<ImagePath, String> wanted = new TreeMap<>(inventory.modules());
        listed.stream()
                .flatMap(name -> file(name).stream())
                .forEach(requirer -> neededBy(requirer)
                        .forEach(library -> wanted.putIfAbsent(
                                library.path(), requirer.path().value())));
        return wanted;
    }

    /**
     * Returns the existing files that may be needed at run time but are not listed, so Gramine would deny access to
     * them. Missing files do not count, because programs expect some files to be missing.
     *
     * @param listed the trusted files
     * @param allowed matches the paths of allowed files, which the host may change
     */
    public List<Unlisted> unlisted(Set<ImagePath> listed, Predicate<ImagePath> allowed) {
        return wanted(listed).entrySet().stream()
                .filter(entry -> file(entry.getKey()).isPresent())
                .filter(entry -> !listed.contains(entry.getKey()) && !allowed.test(entry.getKey()))
                .map(entry -> new Unlisted(entry.getKey(), entry.getValue()))
                .toList();
    }
}
