package io.github.openflgramine.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the options of a line of a requirements file as Python's {@code optparse} does: values behind {@code =} or a blank or,
 * for one letter, directly; long names shortened as far as they are unambiguous.
 */
final class LineOptions {

    /** Options with a value, by each of their names. The options of a single requirement are among them. */
    private static final Map<String, String> WITH_VALUE = Map.ofEntries(
            Map.entry("-i", "--index-url"),
            Map.entry("--index-url", "--index-url"),
            Map.entry("--pypi-url", "--index-url"),
            Map.entry("--extra-index-url", "--extra-index-url"),
            Map.entry("-f", "--find-links"),
            Map.entry("--find-links", "--find-links"),
            Map.entry("-r", "--requirement"),
            Map.entry("--requirement", "--requirement"),
            Map.entry("-c", "--constraint"),
            Map.entry("--constraint", "--constraint"),
            Map.entry("-e", "--editable"),
            Map.entry("--editable", "--editable"),
            Map.entry("--no-binary", "--no-binary"),
            Map.entry("--only-binary", "--only-binary"),
            Map.entry("--all-releases", "--all-releases"),
            Map.entry("--only-final", "--only-final"),
            Map.entry("--trusted-host", "--trusted-host"),
            Map.entry("--use-feature", "--use-feature"),
            Map.entry("--hash", "--hash"),
            Map.entry("-C", "--config-settings"),
            Map.entry("--config-settings", "--config-settings"),
            Map.entry("--config-setting", "--config-settings"),
            Map.entry("--global-option", "--global-option"),
            Map.entry("--install-option", "--install-option"));

    private static final List<String> FLAGS =
            List.of("--no-index", "--prefer-binary", "--require-hashes", "--no-require-hashes", "--pre");

    private LineOptions() {}

    /**
     * Reads options.
     *
     * @throws Mistake if one is unknown, ambiguous or without its value
     */
    static List<PipOption> read(RequirementLine line, String text) {
        Deque<String> words = new ArrayDeque<>(PythonText.words(text));
        List<PipOption> options = new ArrayList<>();
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            if (word.equals("--")) {
                break;
            } else if (word.startsWith("--")) {
                options.add(readLong(line, word, words));
            } else if (word.startsWith("-") && word.length() > 1) {
                options.add(readShort(line, word, words));
            }
        }
        return options;
    }

    private static PipOption readLong(RequirementLine line, String word, Deque<String> words) {
        int equals = word.indexOf('=');
        String name = longName(equals < 0 ? word : word.substring(0, equals));
        if (FLAGS.contains(name)) {
            if (equals >= 0) {
                throw new Mistake("gives a value to " + name + ", which has none");
            }
            return new PipOption(line, name, "");
        }
        return new PipOption(
                line, WITH_VALUE.getOrDefault(name, name), equals < 0 ? next(name, words) : word.substring(equals + 1));
    }

    /** No option of one letter is without a value, so letters cannot be combined. */
    private static PipOption readShort(RequirementLine line, String word, Deque<String> words) {
        String letter = word.substring(0, 2);
        String name = WITH_VALUE.get(letter);
        if (name == null) {
            throw unknown(letter);
        }
        return new PipOption(line, name, word.length() > 2 ? word.substring(2) : next(letter, words));
    }

    private static String longName(String typed) {
        List<String> matching = Stream.concat(WITH_VALUE.keySet().stream(), FLAGS.stream())
                .filter(name -> name.startsWith("--") && name.startsWith(typed))
                .sorted()
                .toList();
        if (matching.contains(typed)) {
            return typed;
        }
        if (matching.isEmpty()) {
            throw unknown(typed);
        }
        if (matching.stream()
                        .map(name -> WITH_VALUE.getOrDefault(name, name))
                        .distinct()
                        .count()
                > 1) {
            throw new Mistake("has the option " + typed + ", which can be " + String.join(" or ", matching));
        }
        return matching.get(0);
    }

    private static Mistake unknown(String name) {
        return new Mistake("has " + name + ", which is no option of a requirements file");
    }

    private static String next(String name, Deque<String> words) {
        if (words.isEmpty()) {
            throw new Mistake("has " + name + " without its value");
        }
        return words.removeFirst();
    }
}
