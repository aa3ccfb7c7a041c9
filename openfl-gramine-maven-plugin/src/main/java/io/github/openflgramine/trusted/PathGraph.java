package io.github.openflgramine.trusted;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Expressions of {@link Glob} as one nondeterministic automaton (Thompson's construction). Each node has at most one
 * step that consumes a code point and any number of empty steps.
 */
final class PathGraph {

    private static final int BEGIN = 0;

    private final List<Node> nodes = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();

    /** The expression being parsed, and the current position in it. */
    private String expression = "";

    private int at;

    private static final class Node {

        private IntPredicate takes = codePoint -> false;
        private int to;
        private final List<Integer> free = new ArrayList<>();
    }

    PathGraph(List<String> expressions) {
        node();
        for (String each : expressions) {
            expression = each;
            at = 0;
            ends.add(alternatives(BEGIN));
        }
    }

    /** Returns the nodes in which every path starts. */
    BitSet begin() {
        return reached(new ArrayDeque<>(List.of(BEGIN)));
    }

    /** Returns the nodes reached from these by this code point. */
    BitSet after(BitSet before, int codePoint) {
        Deque<Integer> after = new ArrayDeque<>();
        for (int i = before.nextSetBit(0); i >= 0; i = before.nextSetBit(i + 1)) {
            Node node = nodes.get(i);
            if (node.takes.test(codePoint)) {
                after.push(node.to);
            }
        }
        return reached(after);
    }

    /** Returns the indexes of the expressions that match a path ending in these nodes, in ascending order. */
    List<Integer> matching(BitSet here) {
        List<Integer> matching = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            if (here.get(ends.get(i))) {
                matching.add(i);
            }
        }
        return List.copyOf(matching);
    }

    /** Returns these nodes and all nodes reachable from them by empty steps. */
    private BitSet reached(Deque<Integer> open) {
        BitSet reached = new BitSet();
        while (!open.isEmpty()) {
            int node = open.pop();
            if (!reached.get(node)) {
                reached.set(node);
                nodes.get(node).free.forEach(open::push);
            }
        }
        return reached;
    }

    private int node() {
        nodes.add(new Node());
        return nodes.size() - 1;
    }

    private void free(int from, int to) {
        nodes.get(from).free.add(to);
    }

    private int alternatives(int from) {
        int to = node();
        do {
            free(sequence(from), to);
        } while (skip("|"));
        return to;
    }

    private int sequence(int from) {
        int here = from;
        while (at < expression.length() && expression.charAt(at) != '|' && expression.charAt(at) != ')') {
            here = piece(here);
        }
        return here;
    }

    private int piece(int from) {
        int before = node();
        free(from, before);
        int after = one(before);
        if (skip("*")) {
            free(after, before);
            after = node();
            free(before, after);
        } else if (skip("?")) {
            free(before, after);
        }
        return after;
    }

    private int one(int from) {
        if (skip("(?:")) {
            int to = alternatives(from);
            skip(")");
            return to;
        }
        int to = node();
        nodes.get(from).takes = taken();
        nodes.get(from).to = to;
        return to;
    }

    private IntPredicate taken() {
        if (skip(".")) {
            return codePoint -> true;
        }
        if (skip("[^/]")) {
            return codePoint -> codePoint != '/';
        }
        if (expression.charAt(at) == '[') {
            String set = expression.substring(at, expression.indexOf(']', at) + 1);
            at += set.length();
            Pattern pattern = Pattern.compile(set);
            return codePoint -> pattern.matcher(Character.toString(codePoint)).matches();
        }
        skip("\\");
        int itself = expression.codePointAt(at);
        at += Character.charCount(itself);
        return codePoint -> codePoint == itself;
    }

    private boolean skip(String text) {
        boolean there = expression.startsWith(text, at);
        at += there ? text.length() : 0;
        return there;
    }
}
