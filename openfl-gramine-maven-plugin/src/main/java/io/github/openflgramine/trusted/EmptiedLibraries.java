package io.github.openflgramine.trusted;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.List;

/**
 * The libraries that a build replaced by empty ones, because others list them as needed but nothing uses them.
 *
 * @param replaced the libraries, as they were
 * @param without the libraries that only those brought in; they are in the image, and no longer loaded
 * @param withConstructors names of libraries that are also unused, but run code when they are loaded, so they were kept
 */
public record EmptiedLibraries(List<Replaced> replaced, List<LeftOut> without, List<String> withConstructors) {

    /**
     * A library before it was replaced.
     *
     * @param sha256 the digest of its content, in hexadecimal digits
     * @param constructor what it would have run when loaded; empty if nothing
     */
    public record Replaced(ImagePath path, long bytes, String sha256, String constructor) {}

    /** A library that is no longer loaded. */
    public record LeftOut(ImagePath path, long bytes) {}

    /** Nothing was replaced. */
    public static final EmptiedLibraries NONE = new EmptiedLibraries(List.of(), List.of(), List.of());

    public EmptiedLibraries {
        replaced = List.copyOf(replaced);
        without = List.copyOf(without);
        withConstructors = List.copyOf(withConstructors);
    }

    /** Returns what the build of an image replaced; nothing if the image has no inventory. */
    public static EmptiedLibraries in(ImageFilesystem image) {
        return image.content(Inventory.FILE).isPresent() ? Inventory.of(image).emptied() : NONE;
    }

    static EmptiedLibraries of(JsonNode json) {
        List<Replaced> replaced = new ArrayList<>();
        json.required("replaced")
                .forEach(library -> replaced.add(new Replaced(
                        ImagePath.of(library.required("path").asText()),
                        library.required("bytes").asLong(),
                        library.required("sha256").asText(),
                        library.required("constructor").asText())));
        List<LeftOut> without = new ArrayList<>();
        json.required("without")
                .forEach(library -> without.add(new LeftOut(
                        ImagePath.of(library.required("path").asText()),
                        library.required("bytes").asLong())));
        List<String> names = new ArrayList<>();
        json.required("constructors").forEach(name -> names.add(name.asText()));
        return new EmptiedLibraries(replaced, without, names);
    }

    /** Returns the bytes that a start no longer opens. */
    public long bytes() {
        return replaced.stream().mapToLong(Replaced::bytes).sum()
                + without.stream().mapToLong(LeftOut::bytes).sum();
    }
}
