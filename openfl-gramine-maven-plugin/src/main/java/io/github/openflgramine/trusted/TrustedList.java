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
 * The trusted files of an image: files that a rule includes, needed modules and libraries, and the targets of links
 * among these.
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
     * Creates the list.
     *
     * @throws GraminizeException if the name of a listed file cannot be written in a manifest
     */
    public static TrustedList of(EnclaveFiles files, Decisions decisions) {
        TrustedList list = new TrustedList(files, decisions);
        files.all().stream().filter(list::isWanted).forEach(list::put);
        list.addNeededLibraries();
        list.addTargets();
        list.listed.keySet().forEach(TrustedList::requireUtf8);
        return list;
    }

    /** Returns the files by name. */
    public SortedMap<ImagePath, NamedFile> files() {
        return Collections.unmodifiableSortedMap(listed);
    }

    /** Included by a rule, or importable. Finding the rule is the expensive part. */
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

    /** Some programs open a link's target by its own name. A target that a rule excludes is not added. */
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
