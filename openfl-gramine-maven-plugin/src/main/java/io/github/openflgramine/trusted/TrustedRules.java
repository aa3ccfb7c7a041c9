package io.github.openflgramine.trusted;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rules in their order. The last rule that matches a path decides. */
public final class TrustedRules {

    /** The name of the rules' file, both in a workspace's directory {@code gramine} and in the plugin. */
    public static final String FILE = "trusted.txt";

    private static final String REPLACE = "replace";

    private final List<Rule> rules;

    private TrustedRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Returns the plugin's rules alone. */
    public static TrustedRules of(String ours) {
        return of(ours, "");
    }

    /**
     * Returns the plugin's rules, followed or replaced by those of a workspace.
     *
     * @throws GraminizeException with the line that is not a valid rule
     */
    public static TrustedRules of(String ours, String workspaces) {
        List<Rule> rules = new ArrayList<>();
        read(ours, FILE, rules);
        read(workspaces, "gramine/" + FILE, rules);
        return new TrustedRules(rules);
    }

    private static void read(String text, String file, List<Rule> rules) {
        boolean first = true;
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (first && line.equals(REPLACE)) {
                rules.clear();
            } else {
                rules.add(rule(line, file, number));
            }
            first = false;
        }
    }

    private static Rule rule(String line, String file, int number) {
        String[] words = line.split("\\s+", 2);
        Verb verb = Verb.of(words[0])
                .orElseThrow(() -> refused(
                        file,
                        number,
                        words[0].equals(REPLACE)
                                ? "replace must be alone on its line, before all rules"
                                : "there is no " + words[0]
                                        + "; a rule begins with include, needed, exclude or remove"));
        if (words.length < 2) {
            throw refused(file, number, words[0] + " is without a path");
        }
        try {
            Glob.regex(words[1]);
        } catch (IllegalArgumentException e) {
            throw refused(file, number, words[1] + ": " + e.getMessage());
        }
        return new Rule(verb, words[1], file, number);
    }

    private static GraminizeException refused(String file, int line, String problem) {
        return new GraminizeException(
                "%s, line %d: %s.".formatted(file, line, problem),
                "See docs/customise.md and the top of the plugin's own trusted.txt for the language.");
    }

    public List<Rule> rules() {
        return rules;
    }

    /** Applies the rules to an image with this Python. */
    public Decisions in(ImagePath interpreter, List<ImagePath> searchPath) {
        Map<String, String> names = Map.of(
                Glob.INTERPRETER,
                Glob.quote(interpreter.value()),
                Glob.PYTHON,
                searchPath.stream()
                        .map(directory -> Glob.quote(directory.value()))
                        .collect(Collectors.joining("|", "(?:", ")")));
        return new Decisions(
                rules,
                rules.stream()
                        .map(rule -> Glob.in(names, Glob.regex(rule.glob())))
                        .toList());
    }

    /**
     * Returns the rules for removing files, which the image's build applies. Each line is {@code remove} or {@code
     * keep} and a regular expression that may contain <code>${interpreter}</code> and <code>${python}</code>.
     */
    public String removals() {
        return rules.stream()
                .map(rule -> (rule.verb() == Verb.REMOVE ? "remove " : "keep ") + Glob.regex(rule.glob()) + "\n")
                .collect(Collectors.joining());
    }
}
