package io.github.openflgramine.product;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.image.ImagePath;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of an image that a program opened which was started without an enclave.
 *
 * @param libraries the shared libraries by their real paths, with their sizes in bytes
 * @param files the number of other files
 * @param bytes the size of the other files together
 */
public record OpenedFiles(SortedMap<ImagePath, Long> libraries, int files, long bytes) {

    public OpenedFiles {
        libraries = Collections.unmodifiableSortedMap(new TreeMap<>(libraries));
    }

    /** Reads what {@code opened.py} wrote. */
    public static OpenedFiles of(JsonNode json) {
        SortedMap<ImagePath, Long> libraries = new TreeMap<>();
        json.path("libraries").forEachEntry((path, size) -> libraries.put(ImagePath.of(path), size.asLong()));
        return new OpenedFiles(
                libraries, json.path("files").asInt(), json.path("bytes").asLong());
    }
}
