package io.github.openflgramine.trusted;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Many expressions that are matched at once: a path is read once, whatever their number. A state is all the places of the
 * graph where a path can be, made when a path first comes there. For one thread. (Java's own regular expressions, one after
 * the other, were a fifth of the goal graminize.)
 */
final class PathAutomaton {

    /** More than paths of real images need; beyond, all are forgotten and made anew. */
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

    /** @param expressions as {@link Glob} writes them, with no names in them any more */
    PathAutomaton(List<String> expressions) {
        this.graph = new PathGraph(expressions);
        this.begin = state(graph.begin());
    }

    /** The numbers of the expressions that match the whole of a path, in their order. */
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
