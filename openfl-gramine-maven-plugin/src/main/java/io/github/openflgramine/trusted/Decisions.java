package io.github.openflgramine.trusted;

import io.github.openflgramine.image.ImagePath;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rules as they apply to one image. */
public final class Decisions {

    private final List<Matcher> matchers;

    /**
     * A rule and the paths that it matches in this image.
     *
     * @param literal is in all of them
     */
    record Matcher(Rule rule, String literal, Pattern paths) {

        boolean matches(ImagePath path) {
            return path.value().contains(literal) && paths.matcher(path.value()).matches();
        }
    }

    Decisions(List<Matcher> matchers) {
        this.matchers = List.copyOf(matchers);
    }

    /** The rule that decides over a path: of those that match it the last one. */
    public Optional<Rule> deciding(ImagePath path) {
        for (int i = matchers.size() - 1; i >= 0; i--) {
            if (matchers.get(i).matches(path)) {
                return Optional.of(matchers.get(i).rule());
            }
        }
        return Optional.empty();
    }

    /** All rules that match a path, in their order. */
    public List<Rule> matching(ImagePath path) {
        return matchers.stream()
                .filter(matcher -> matcher.matches(path))
                .map(Matcher::rule)
                .toList();
    }
}
