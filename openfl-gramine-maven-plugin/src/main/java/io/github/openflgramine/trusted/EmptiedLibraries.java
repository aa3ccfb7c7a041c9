package io.github.openflgramine.trusted;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The libraries that a build replaced by empty ones, because others list them as needed but nothing uses them.
 *
 * @param replaced the libraries, as they were
 * @param without the libraries that only those brought in; they are in the image, and no longer loaded
 * @param setAside what the owner set aside, of the replaced libraries and of those that came along with them
 * @param kept the libraries that the owner named but that are used, each with the reason
 * @param unmatched the patterns of the owner's that no library of the image matches
 * @param inDoubt names of libraries that would also be replaced if their owner named them
 */
public record EmptiedLibraries(
        List<Replaced> replaced,
        List<LeftOut> without,
        List<SetAside> setAside,
        SortedMap<ImagePath, String> kept,
        List<String> unmatched,
        List<String> inDoubt) {

    /**
     * A library before it was replaced.
     *
     * @param sha256 the digest of its content, in hexadecimal digits
     */
    public record Replaced(ImagePath path, long bytes, String sha256) {}

    /** A library that is no longer loaded. */
    public record LeftOut(ImagePath path, long bytes) {}

    /** A library that code may need in ways that no program can decide. */
    public record SetAside(ImagePath path, List<String> doubts) {

        public SetAside {
            doubts = List.copyOf(doubts);
        }
    }

    /** Nothing was replaced. */
    public static final EmptiedLibraries NONE =
            new EmptiedLibraries(List.of(), List.of(), List.of(), new TreeMap<>(), List.of(), List.of());

    public EmptiedLibraries {
        replaced = List.copyOf(replaced);
        without = List.copyOf(without);
        setAside = List.copyOf(setAside);
        kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
        unmatched = List.copyOf(unmatched);
        inDoubt = List.copyOf(inDoubt);
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
                        library.required("sha256").asText())));
        List<LeftOut> without = new ArrayList<>();
        json.required("without")
                .forEach(library -> without.add(new LeftOut(
                        ImagePath.of(library.required("path").asText()),
                        library.required("bytes").asLong())));
        List<SetAside> setAside = new ArrayList<>();
        Inventory.byPath(json.required("set_aside"), Inventory::strings)
                .forEach((path, doubts) -> setAside.add(new SetAside(path, doubts)));
        return new EmptiedLibraries(
                replaced,
                without,
                setAside,
                Inventory.byPath(json.required("kept"), JsonNode::asText),
                Inventory.strings(json.required("unmatched")),
                Inventory.strings(json.required("in_doubt")));
    }

    /** Returns the bytes that a start no longer opens. */
    public long bytes() {
        return replaced.stream().mapToLong(Replaced::bytes).sum()
                + without.stream().mapToLong(LeftOut::bytes).sum();
    }
}
