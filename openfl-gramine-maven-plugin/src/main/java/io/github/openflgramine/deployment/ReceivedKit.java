package io.github.openflgramine.deployment;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A received kit that has been read once.
 *
 * @param name the directory that its archive unpacks to
 * @param files all files except the checksums and their signature, by their paths in the kit
 * @param directories the paths of directories in its archive, each with a slash at its end
 * @param kept the content of the files in {@link #KEPT}, by their paths
 */
record ReceivedKit(
        String name, SortedMap<String, KitFile> files, SortedSet<String> directories, SortedMap<String, byte[]> kept) {

    /** The files whose content says what belongs to a kit. */
    static final SortedSet<String> KEPT = Collections.unmodifiableSortedSet(
            new TreeSet<>(java.util.List.of(KitChecksums.FILE, KitChecksums.SIGNATURE, KitList.FILE, Kit.COMPOSE)));

    ReceivedKit {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        directories = Collections.unmodifiableSortedSet(new TreeSet<>(directories));
        kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
    }

    Optional<byte[]> content(String path) {
        return Optional.ofNullable(kept.get(path));
    }

    /** Returns the paths of all files and directories. */
    SortedSet<String> paths() {
        SortedSet<String> paths = new TreeSet<>(directories);
        paths.addAll(files.keySet());
        return paths;
    }
}
