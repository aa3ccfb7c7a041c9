package io.github.openflgramine.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Puts messages into the words of the executable jar. The core names Maven's properties and goals. In the jar they are options and
 * commands with the same names: {@code -Dgramine.signingKey=…} is {@code --signing-key=…}.
 *
 * @param options the options by property
 * @param commands the names of all commands
 */
record OptionWords(Map<String, String> options, Set<String> commands) {

    /** How a user starts the jar. */
    static final String PROGRAM = "java -jar openfl-gramine.jar";

    /** The variable with a signing key's passphrase or a token's PIN. */
    static final String PASSPHRASE = "OPENFL_GRAMINE_KEY_PASSPHRASE";

    /** The variable with the password of {@code --pccs-user}. */
    static final String PCCS_PASSWORD = "OPENFL_GRAMINE_PCCS_PASSWORD";

    /** A property after its name in a POM: {@code <signingKey> (gramine.signingKey)}. */
    private static final Pattern PARAMETER = Pattern.compile("<\\w+> \\(((?:gramine|openfl)\\.\\w+)\\)");

    /** A property that is not part of a path, a file's name or a value. */
    private static final Pattern PROPERTY =
            Pattern.compile("(?<![\\w/.=-])(?:-D)?((?:gramine|openfl)\\.\\w+)(?![\\w/-]|\\.\\w)");

    private static final Pattern GOAL = Pattern.compile("(?:mvn )?\\bopenfl-gramine:([a-z-]+)");

    /** What has no counterpart of the same name. The longest texts come first. */
    private static final Map<String, String> OTHERWISE = otherwise();

    private static Map<String, String> otherwise() {
        String pccsLogin = "--pccs-user and the environment variable " + PCCS_PASSWORD;
        Map<String, String> words = new LinkedHashMap<>();
        words.put(
                "Create one: mvn openfl-gramine:generate-key",
                "Create one: openssl genrsa -3 -out signing-key.pem 3072");
        words.put(", or a server (<signingKeyServer>) of settings.xml", ", or at the console with --ask-passphrase");
        words.put(", or in a server (<signingKeyServer>) of settings.xml", ", or at the console with --ask-passphrase");
        words.put("the user name and password of the server in settings.xml that gramine.pccsServer names", pccsLogin);
        words.put(
                "Name the server in settings.xml with a user name and password: -Dgramine.pccsServer=ID.",
                "Give " + pccsLogin + ".");
        words.put("settings.xml (gramine.pccsServer)", pccsLogin);
        words.put(
                "the proxy in settings.xml a user name and password",
                "the proxy in https_proxy a user name and password");
        words.put("start Maven with MAVEN_OPTS=-D", "start the jar with java -D");
        words.put("does not belong in a POM or on a command line", "does not belong on a command line");
        words.put("Run Maven", "Run the jar");
        words.put("or run Maven", "or run the jar");
        words.put("run the goal", "run the command");
        return words;
    }

    static OptionWords of(CommandSpec program) {
        Map<String, String> options = new LinkedHashMap<>();
        for (CommandLine command : program.subcommands().values()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!option.descriptionKey().isEmpty()) {
                    options.put(option.descriptionKey(), option.longestName());
                }
            }
        }
        return new OptionWords(options, program.subcommands().keySet());
    }

    /** Returns a message in the jar's words. */
    String in(String message) {
        String text = message;
        for (Map.Entry<String, String> words : OTHERWISE.entrySet()) {
            text = text.replace(words.getKey(), words.getValue());
        }
        text = replace(PARAMETER, text, options);
        text = replace(PROPERTY, text, options);
        return GOAL.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        commands.contains(found.group(1)) ? PROGRAM + " " + found.group(1) : found.group()));
    }

    private static String replace(Pattern pattern, String text, Map<String, String> words) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(words.getOrDefault(found.group(1), found.group())));
    }
}
