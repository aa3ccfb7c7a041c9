package io.github.openflgramine.product;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.image.ImagePath;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of an image that a program opened which was started without an enclave.
 *
 * @param libraries the shared libraries by their real paths
 * @param files the number of other files
 * @param bytes the size of the other files together
 */
public record OpenedFiles(SortedMap<ImagePath, Library> libraries, int files, long bytes) {

    public OpenedFiles {
        libraries = Collections.unmodifiableSortedMap(new TreeMap<>(libraries));
    }

    /**
     * A shared library.
     *
     * @param bytes the size of its file
     * @param mapped the bytes that the loader mapped: the file from its first segment on, and each other segment again
     */
    public record Library(long bytes, long mapped) {}

    /** Reads what {@code opened.py} wrote. */
    public static OpenedFiles of(JsonNode json) {
        SortedMap<ImagePath, Library> libraries = new TreeMap<>();
        json.path("libraries")
                .forEachEntry((path, library) -> libraries.put(
                        ImagePath.of(path),
                        new Library(
                                library.path("bytes").asLong(),
                                library.path("mapped").asLong())));
        return new OpenedFiles(
                libraries, json.path("files").asInt(), json.path("bytes").asLong());
    }
}
