package io.github.openflgramine.trusted;

import io.github.openflgramine.image.ImagePath;
import java.util.List;
import java.util.Optional;

/** The rules, applied to one image. */
public final class Decisions {

    private final List<Rule> rules;
    private final PathAutomaton automaton;

    /** @param expressions for each rule, the expression that matches its paths in this image */
    Decisions(List<Rule> rules, List<String> expressions) {
        this.rules = List.copyOf(rules);
        this.automaton = new PathAutomaton(expressions);
    }

    /** Returns the rule that decides about a path, which is the last rule that matches it. */
    public Optional<Rule> deciding(ImagePath path) {
        List<Integer> matching = automaton.matching(path.value());
        return matching.isEmpty() ? Optional.empty() : Optional.of(rules.get(matching.get(matching.size() - 1)));
    }

    /** Returns all rules that match a path, in their order. */
    public List<Rule> matching(ImagePath path) {
        return automaton.matching(path.value()).stream().map(rules::get).toList();
    }
}
