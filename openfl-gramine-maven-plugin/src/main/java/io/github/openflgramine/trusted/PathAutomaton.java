package io.github.openflgramine.trusted;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Matches a path against many expressions in one pass. A state is the set of graph nodes a path can be in; states are
 * created on first use. Not thread-safe. (Matching with Java's regular expressions one by one took a fifth of the time
 * of the goal graminize.)
 */
final class PathAutomaton {

    /** More states than the paths of real images need. Above this limit the states are discarded and created again. */
    private static final int MOST_STATES = 20_000;

    private final PathGraph graph;
    private final Map<BitSet, State> states = new HashMap<>();
    private State begin;

    private final class State {

        private final BitSet places;
        private final List<Integer> matching;
        private final @Nullable State[] ascii = new @Nullable State[128];

        State(BitSet places) {
            this.places = places;
            this.matching = graph.matching(places);
        }

        State after(int codePoint) {
            if (codePoint >= ascii.length) {
                return state(graph.after(places, codePoint));
            }
            State next = ascii[codePoint];
            if (next == null) {
                next = state(graph.after(places, codePoint));
                ascii[codePoint] = next;
            }
            return next;
        }
    }

    /** @param expressions expressions made by {@link Glob}, with all names replaced */
    PathAutomaton(List<String> expressions) {
        this.graph = new PathGraph(expressions);
        this.begin = state(graph.begin());
    }

    /** Returns the indexes of the expressions that match the whole path, in ascending order. */
    List<Integer> matching(String path) {
        if (states.size() > MOST_STATES) {
            states.clear();
            begin = state(graph.begin());
        }
        State here = begin;
        for (int at = 0; at < path.length(); ) {
            int codePoint = path.codePointAt(at);
            here = here.after(codePoint);
            at += Character.charCount(codePoint);
        }
        return here.matching;
    }

    private State state(BitSet places) {
        return states.computeIfAbsent(places, State::new);
    }
}
