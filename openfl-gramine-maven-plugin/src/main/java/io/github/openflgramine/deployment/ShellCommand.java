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
 * script's variables {@code kit}, {@code data}, {@code device}, {@code aesm}, {@code user}, {@code group}, {@code
 * image} and {@code how}.
 */
final class ShellCommand {

    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z_%+=:,./-]+");

    /** A word with one of these variables is omitted if the variable is empty. */
    private static final List<String> OPTIONAL = List.of("aesm", "group");

    private static final Map<String, String> VARIABLES = variables();

    private ShellCommand() {}

    /** How the output of a container that stays is kept, if the variable {@code rotate} is not empty. */
    private static final List<String> ROTATED = List.of("--log-opt=max-size=10m", "--log-opt=max-file=5");

    /** Returns the words of {@code docker}, each on its own line, for a container that is removed when it ends. */
    static String of(ContainerRequest request) {
        return DockerCommand.run(request, false).stream()
                .map(ShellCommand::word)
                .collect(Collectors.joining(" \\\n        ", "docker ", ""));
    }

    /** Returns the words of an actor's command, which the script may start in the background. */
    static String ofActor(ContainerRequest request) {
        return DockerCommand.run(request, false).stream()
                .flatMap(word -> word.equals("--rm")
                        ? Stream.concat(
                                Stream.of("\"$how\""), ROTATED.stream().map(option -> "${rotate:+" + option + "}"))
                        : Stream.of(word(word)))
                .collect(Collectors.joining(" \\\n        ", "docker ", ""));
    }

    private static String word(String word) {
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
