package io.github.openflgramine.trusted;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What rules make of an image's files: those that a rule includes, modules and libraries that are needed, and the targets of
 * links among them.
 */
public final class TrustedList {

    private final EnclaveFiles files;
    private final Decisions decisions;
    private final SortedMap<ImagePath, NamedFile> listed = new TreeMap<>();

    private TrustedList(EnclaveFiles files, Decisions decisions) {
        this.files = files;
        this.decisions = decisions;
    }

    /**
     * Makes the list.
     *
     * @throws GraminizeException when a name that belongs on it cannot stand in a manifest
     */
    public static TrustedList of(EnclaveFiles files, Decisions decisions) {
        TrustedList list = new TrustedList(files, decisions);
        files.all().stream().filter(list::isWanted).forEach(list::put);
        list.addNeededLibraries();
        list.addTargets();
        list.listed.keySet().forEach(TrustedList::requireUtf8);
        return list;
    }

    /** By name. */
    public SortedMap<ImagePath, NamedFile> files() {
        return Collections.unmodifiableSortedMap(listed);
    }

    /** By a rule alone, or as a module that an import statement can reach; to find that rule is what takes time. */
    private boolean isWanted(NamedFile file) {
        Optional<Verb> verb = verb(file);
        return verb.equals(Optional.of(Verb.INCLUDE))
                || (verb.equals(Optional.of(Verb.NEEDED)) && files.isImported(file));
    }

    private Optional<Verb> verb(NamedFile file) {
        return decisions.deciding(file.path()).map(Rule::verb);
    }

    private void put(NamedFile file) {
        listed.put(file.path(), file);
    }

    private void addNeededLibraries() {
        Deque<NamedFile> open = new ArrayDeque<>(listed.values());
        while (!open.isEmpty()) {
            for (NamedFile library : files.neededBy(open.removeFirst())) {
                if (!listed.containsKey(library.path()) && verb(library).equals(Optional.of(Verb.NEEDED))) {
                    put(library);
                    open.addLast(library);
                }
            }
        }
    }

    /** Not every program opens a file by the link's name. What a rule leaves out stays out all the same. */
    private void addTargets() {
        for (NamedFile link : listed.values().stream().filter(NamedFile::isLink).toList()) {
            files.file(link.file().path())
                    .filter(target -> verb(target)
                            .filter(verb -> verb == Verb.EXCLUDE || verb == Verb.REMOVE)
                            .isEmpty())
                    .ifPresent(this::put);
        }
    }

    private static void requireUtf8(ImagePath path) {
        if (!path.isUtf8()) {
            throw new GraminizeException(
                    "The rules include " + path.printable()
                            + ", whose name is not UTF-8 and so cannot be in a manifest.",
                    "Rename or remove that file, or exclude its directory in gramine/trusted.txt.");
        }
    }
}
