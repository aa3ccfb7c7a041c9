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

/** The files of an image as its enclaves see them: by name, with what the build knows of libraries and imports. */
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
     * Looks into an image, whose reader has to have kept {@link Inventory#FILE}.
     *
     * @param mounts what of it the enclaves see
     * @param runtime Gramine's C library, which they see as {@code /lib}
     * @param libraries the manifest's LD_LIBRARY_PATH behind {@code /lib}
     */
    public static EnclaveFiles of(
            ImageFilesystem image, List<ImagePath> mounts, ImagePath runtime, List<ImagePath> libraries) {
        return new EnclaveFiles(
                FileNames.below(mounts, image), Inventory.of(image), new LibrarySearch(image, runtime, libraries));
    }

    /** What the build found in the workspace's code. */
    public List<Inventory.Finding> findings() {
        return inventory.findings();
    }

    /** The file of this name, if there is one. */
    public Optional<NamedFile> file(ImagePath name) {
        return Optional.ofNullable(names.get(name));
    }

    /** In no order. */
    Collection<NamedFile> all() {
        return names.values();
    }

    /** What the build has removed for a rule. */
    Inventory.Removed removedFor(Rule rule) {
        return inventory.removed().getOrDefault(Glob.regex(rule.glob()), new Inventory.Removed(0, 0));
    }

    /** Whether an import statement can reach it. */
    boolean isImported(NamedFile file) {
        return inventory.modules().containsKey(file.path());
    }

    /**
     * The names under which a program or library will look for those that it needs, as far as there are such files.
     *
     * @param requirer as it was opened itself
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
     * What may be wanted in a run, and of each file one that wants it: the name of a module that imports it, or the path of a
     * listed program or library that needs it.
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
     * The files that may be wanted and are not listed although they are there, so that Gramine would deny them. What is absent
     * is no matter: programs expect that.
     *
     * @param listed the trusted files
     * @param allowed what the host may give as it likes
     */
    public List<Unlisted> unlisted(Set<ImagePath> listed, Predicate<ImagePath> allowed) {
        return wanted(listed).entrySet().stream()
                .filter(entry -> file(entry.getKey()).isPresent())
                .filter(entry -> !listed.contains(entry.getKey()) && !allowed.test(entry.getKey()))
                .map(entry -> new Unlisted(entry.getKey(), entry.getValue()))
                .toList();
    }
}
