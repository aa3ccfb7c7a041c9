package io.github.openflgramine.deployment;

import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.DockerCommand;
import io.github.openflgramine.engine.ShellWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The docker command line of a request with {@link KitPlaces} in a POSIX shell script. The placeholders become the
 * script's variables {@code container}, {@code kit}, {@code data}, {@code device}, {@code aesm}, {@code user}, {@code group} and {@code
 * image}; the engine's program is the variable {@code engine}.
 */
final class ShellCommand {

    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z_%+=:,./-]+");

    /** A word with one of these variables is omitted if the variable is empty. */
    private static final List<String> OPTIONAL = List.of("aesm", "group");

    /** In place of {@code --rm}. */
    private static final List<String> HOW = List.of(
            "\"${how:---rm}\"",
            "${userns:+--userns=\"$userns\"}",
            "${rotate:+--log-opt=max-size=10m}",
            "${rotate:+--log-opt=max-file=5}");

    private static final Map<String, String> VARIABLES = variables();

    private ShellCommand() {}

    /**
     * Returns the words, each on its own line. A script that starts an actor in the background sets {@code how}, and {@code
     * rotate} if the engine keeps output in files.
     */
    static String of(ContainerRequest request) {
        return DockerCommand.run(request, false).stream()
                .flatMap(word -> word.equals("--rm") ? HOW.stream() : Stream.of(word(word)))
                .collect(Collectors.joining(" \\\n        ", "\"$engine\" ", ""));
    }

    private static String word(String word) {
        if (word.startsWith("--name=")) {
            return "\"--name=${container}\"";
        }
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        String text = ShellWord.betweenDoubleQuotes(word);
        String optional = "";
        for (var place : VARIABLES.entrySet()) {
            if (text.contains(place.getKey())) {
                text = text.replace(place.getKey(), "${" + place.getValue() + "}");
                optional = OPTIONAL.contains(place.getValue()) ? place.getValue() : optional;
            }
        }
        return optional.isEmpty() ? "\"" + text + "\"" : "${" + optional + ":+\"" + text + "\"}";
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(KitPlaces.DIRECTORY.toString(), "kit");
        variables.put(KitPlaces.DATA.toString(), "data");
        variables.put(KitPlaces.DEVICE.toString(), "device");
        variables.put(KitPlaces.AESM_SOCKET.toString(), "aesm");
        variables.put(KitPlaces.USER, "user");
        variables.put(KitPlaces.GROUP, "group");
        variables.put(KitPlaces.IMAGE, "image");
        return variables;
    }
}
