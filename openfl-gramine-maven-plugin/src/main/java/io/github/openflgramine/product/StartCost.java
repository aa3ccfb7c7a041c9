package io.github.openflgramine.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the start of an enclave costs. {@code graminize} writes it for the report and for a comparison with the next build.
 *
 * @param libraries the libraries that an actor opens, the largest first
 * @param files the number of other trusted files that it opens
 * @param fileBytes their size together
 * @param sha256Speed the bytes that one core of the building machine hashes in a second
 */
public record StartCost(List<Library> libraries, int files, long fileBytes, long sha256Speed) {

    /** The file's name. */
    public static final String FILE = "start.json";

    /** Gramine 1.5 to 1.9 hash a file twice as it is looked up, and then what is mapped or read of it. */
    private static final int HASHES_AT_LOOK_UP = 2;

    /**
     * What Gramine 1.9 takes for a byte, as a multiple of the JDK's SHA-256 with the processor's instructions for it: its own
     * SHA-256 does without them, and it copies the byte (docs/performance.md).
     */
    private static final int TIMES_SHA256 = 10;

    private static final double NOTABLE_SHARE = 0.01;
    private static final long NOTABLE_BYTES = 1_000_000;

    private static final String LIBRARIES = "libraries";
    private static final String PATH = "path";
    private static final String BYTES = "bytes";
    private static final String IMPORTER = "importer";
    private static final String FILES = "other_files";
    private static final String FILE_BYTES = "other_bytes";
    private static final String MAPPED = "mapped_bytes";
    private static final String HASHED = "hashed_bytes";
    private static final String SPEED = "sha256_bytes_per_second";

    public StartCost {
        libraries = List.copyOf(libraries);
    }

    /**
     * A shared library.
     *
     * @param bytes the size of its file
     * @param mapped the bytes that the loader maps, some of them twice; 0 if nobody has loaded it
     * @param importer the module that imports it, or the program or library that needs it; empty if it is not known
     */
    public record Library(String path, long bytes, long mapped, String importer) {}

    /** The difference to an earlier build's start. */
    public record Change(long before, long now, List<Library> added) {}

    public long libraryBytes() {
        return libraries.stream().mapToLong(Library::bytes).sum();
    }

    /** Returns the number of bytes that Gramine hashes. */
    public long hashed() {
        long mapped = libraries.stream().mapToLong(Library::mapped).sum();
        return HASHES_AT_LOOK_UP * (libraryBytes() + fileBytes) + mapped + fileBytes;
    }

    /** Returns a rough estimate of the CPU time that Gramine needs for them on this machine, without an enclave's page faults. */
    public double seconds() {
        return (double) TIMES_SHA256 * hashed() / sha256Speed;
    }

    /** Returns the difference to an earlier start if it is worth a line. */
    public Optional<Change> since(StartCost earlier) {
        long more = Math.abs(hashed() - earlier.hashed());
        if (more < NOTABLE_BYTES || more < NOTABLE_SHARE * earlier.hashed()) {
            return Optional.empty();
        }
        List<String> known = earlier.libraries().stream().map(Library::path).toList();
        return Optional.of(new Change(
                earlier.hashed(),
                hashed(),
                libraries.stream()
                        .filter(library -> !known.contains(library.path()))
                        .toList()));
    }

    /** Writes the document into a directory. */
    public void write(Path directory) throws IOException {
        ObjectNode tree = JsonText.newTree().put(HASHED, hashed()).put(SPEED, sha256Speed);
        tree.put(FILES, files).put(FILE_BYTES, fileBytes);
        ArrayNode array = tree.putArray(LIBRARIES);
        libraries.forEach(library -> array.addObject()
                .put(PATH, library.path())
                .put(BYTES, library.bytes())
                .put(MAPPED, library.mapped())
                .put(IMPORTER, library.importer()));
        AtomicFiles.write(directory.resolve(FILE), JsonText.of(tree));
    }

    /** Reads the document of a directory; empty if there is none or it is not such a document. */
    public static Optional<StartCost> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return JsonText.parse(Content.of(file).bytes())
                .filter(tree ->
                        tree.path(LIBRARIES).isArray() && tree.path(SPEED).asLong() > 0)
                .map(StartCost::of);
    }

    private static StartCost of(JsonNode tree) {
        List<Library> libraries = new ArrayList<>();
        tree.path(LIBRARIES)
                .forEach(library -> libraries.add(new Library(
                        library.path(PATH).asText(),
                        library.path(BYTES).asLong(),
                        library.path(MAPPED).asLong(),
                        library.path(IMPORTER).asText())));
        return new StartCost(
                libraries,
                tree.path(FILES).asInt(),
                tree.path(FILE_BYTES).asLong(),
                tree.path(SPEED).asLong());
    }
}
