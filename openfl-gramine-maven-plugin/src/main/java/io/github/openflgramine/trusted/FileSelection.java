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
 * Decides which files of an image are trusted: files that a rule includes, needed modules and libraries, and the targets
 * of links among these.
 */
public final class FileSelection {

    private final EnclaveFiles files;
    private final Decisions decisions;
    private final SortedMap<ImagePath, NamedFile> selected = new TreeMap<>();

    private FileSelection(EnclaveFiles files, Decisions decisions) {
        this.files = files;
        this.decisions = decisions;
    }

    /**
     * Selects the files.
     *
     * @throws GraminizeException if the name of a selected file cannot be written in a manifest
     */
    public static FileSelection of(EnclaveFiles files, Decisions decisions) {
        FileSelection selection = new FileSelection(files, decisions);
        files.all().stream().filter(selection::isWanted).forEach(selection::put);
        selection.addNeededLibraries();
        selection.addTargets();
        selection.selected.keySet().forEach(FileSelection::requireUtf8);
        return selection;
    }

    /** Returns the files by name. */
    public SortedMap<ImagePath, NamedFile> files() {
        return Collections.unmodifiableSortedMap(selected);
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
        selected.put(file.path(), file);
    }

    private void addNeededLibraries() {
        Deque<NamedFile> open = new ArrayDeque<>(selected.values());
        while (!open.isEmpty()) {
            for (NamedFile library : files.neededBy(open.removeFirst())) {
                if (!selected.containsKey(library.path()) && verb(library).equals(Optional.of(Verb.NEEDED))) {
                    put(library);
                    open.addLast(library);
                }
            }
        }
    }

    /** Some programs open a link's target by its own name. A target that a rule excludes is not added. */
    private void addTargets() {
        for (NamedFile link :
                selected.values().stream().filter(NamedFile::isLink).toList()) {
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
