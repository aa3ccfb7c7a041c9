package io.github.openflgramine.deployment;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A received kit that has been read once.
 *
 * @param name the directory that its archive unpacks to
 * @param files all files except the checksums and their signature, by their paths in the kit
 * @param checksums the content of {@link KitChecksums#FILE}
 * @param signature the content of {@link KitChecksums#SIGNATURE}
 */
record ReceivedKit(
        String name, SortedMap<String, KitFile> files, Optional<byte[]> checksums, Optional<byte[]> signature) {

    ReceivedKit {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
}
