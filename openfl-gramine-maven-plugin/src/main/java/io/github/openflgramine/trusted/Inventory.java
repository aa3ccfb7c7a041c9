package io.github.openflgramine.trusted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the last step of an image's build found in the image. Neither Gramine nor a receiver has to trust it, because
 * the list made from it is checked by digest.
 *
 * @param libraries programs and libraries that need other libraries
 * @param modules files of the modules that the launcher and the workspace can import, each with the importing module
 * @param findings lines of the workspace's code that would not work in an enclave
 * @param removed for each rule's expression, the number and size of the files removed for it
 * @param emptied the libraries that the build replaced by empty ones
 * @param stripped the libraries that the build stripped, with the bytes that they lost
 * @param rearranged the libraries that the build rearranged, with the bytes that Gramine hashes less of each
 */
public record Inventory(
        SortedMap<ImagePath, SharedObject> libraries,
        SortedMap<ImagePath, String> modules,
        List<Finding> findings,
        Map<String, Removed> removed,
        EmptiedLibraries emptied,
        SortedMap<ImagePath, Long> stripped,
        SortedMap<ImagePath, Long> rearranged) {

    /** The path of the inventory in an image. The image's reader must keep this file. */
    public static final ImagePath FILE = ImagePath.of("/opt/openfl-gramine/inventory.json");

    /** A line of the workspace's code, with its problem and a remedy. */
    public record Finding(String file, int line, String problem, String remedy) {}

    /** The number and total size of the files that the build removed for one rule. */
    record Removed(int files, long bytes) {}

    /**
     * Reads the inventory of an image.
     *
     * @throws GraminizeException if it is missing or invalid
     */
    public static Inventory of(ImageFilesystem image) {
        byte[] json = image.content(FILE).orElseThrow(() -> refused("has no " + FILE));
        try {
            JsonNode inventory = new ObjectMapper().readTree(json);
            return new Inventory(
                    byPath(inventory.required("libraries"), Inventory::sharedObject),
                    byPath(inventory.required("modules"), JsonNode::asText),
                    findings(inventory.required("findings")),
                    removed(inventory.required("removed")),
                    inventory.has("unused") ? EmptiedLibraries.of(inventory.path("unused")) : EmptiedLibraries.NONE,
                    byPath(inventory.path("stripped"), JsonNode::asLong),
                    byPath(inventory.path("rearranged"), JsonNode::asLong));
        } catch (JsonProcessingException e) {
            throw refused("has a " + FILE + " that is invalid (" + e.getOriginalMessage() + ")");
        } catch (IOException | IllegalArgumentException e) {
            throw refused("has a " + FILE + " that is invalid (" + e.getMessage() + ")");
        }
    }

    static <T> SortedMap<ImagePath, T> byPath(JsonNode object, Function<JsonNode, T> value) {
        SortedMap<ImagePath, T> map = new TreeMap<>();
        object.properties().forEach(entry -> map.put(ImagePath.of(entry.getKey()), value.apply(entry.getValue())));
        return map;
    }

    private static SharedObject sharedObject(JsonNode node) {
        return new SharedObject(
                strings(node.path("needed")), strings(node.path("rpath")), strings(node.path("runpath")));
    }

    static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.asText()));
        return strings;
    }

    private static List<Finding> findings(JsonNode array) {
        List<Finding> findings = new ArrayList<>();
        array.forEach(finding -> findings.add(new Finding(
                finding.required("file").asText(),
                finding.required("line").asInt(),
                finding.required("problem").asText(),
                finding.required("remedy").asText())));
        return List.copyOf(findings);
    }

    private static Map<String, Removed> removed(JsonNode object) {
        Map<String, Removed> removed = new TreeMap<>();
        object.properties()
                .forEach(entry -> removed.put(
                        entry.getKey(),
                        new Removed(
                                entry.getValue().path("files").asInt(),
                                entry.getValue().path("bytes").asLong())));
        return removed;
    }

    private static GraminizeException refused(String what) {
        return new GraminizeException(
                "The first image " + what + ".", "Build it with this version's goal prepare, which writes that file.");
    }
}
