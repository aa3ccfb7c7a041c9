package io.github.openflgramine.openfl;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Where in the text of {@code plan/cols.yaml} the list of collaborators is written: below its key or, if that has an
 * alias, at the alias's anchor.
 */
final class CollaboratorList {

    private final String text;
    private final List<Event> events = new ArrayList<>();
    /** The index in {@link #events} of the node with an anchor. As in YAML, the last one before an alias counts. */
    private final Map<String, Integer> anchors = new HashMap<>();

    private CollaboratorList(String text) {
        this.text = text;
        PyYaml.create().parse(new StringReader(text)).forEach(events::add);
    }

    static CollaboratorList in(String text) {
        return new CollaboratorList(text);
    }

    /** Returns the text with another item, given as it is to be written, at the list's end. */
    String insert(String item) {
        Optional<Integer> value = value();
        if (value.isEmpty()) {
            return text + (text.isEmpty() || text.endsWith("\n") ? "" : lineEnd()) + "collaborators:" + lineEnd() + "- "
                    + item + lineEnd();
        }
        Event list = events.get(value.get());
        if (!(list instanceof SequenceStartEvent sequence)) {
            // A key without a value: the list begins in the next line.
            return insertLine(index(list.getStartMark()), "- " + item);
        }
        List<Event> items = childrenOf(value.get());
        return sequence.isFlow() ? insertInBrackets(sequence, items, item) : insertInLines(items, item);
    }

    private String insertInBrackets(SequenceStartEvent list, List<Event> items, String item) {
        int end = items.isEmpty()
                ? index(list.getEndMark())
                : index(items.get(items.size() - 1).getEndMark());
        return text.substring(0, end) + (items.isEmpty() ? "" : ", ") + item + text.substring(end);
    }

    private String insertInLines(List<Event> items, String item) {
        int dash = text.lastIndexOf('-', index(items.get(0).getStartMark()) - 1);
        int line = text.lastIndexOf('\n', dash) + 1;
        return insertLine(
                index(items.get(items.size() - 1).getEndMark()), " ".repeat(Math.max(0, dash - line)) + "- " + item);
    }

    /** Inserts a line after the one with this index. */
    private String insertLine(int index, String line) {
        int end = text.indexOf('\n', index);
        return end < 0
                ? text + lineEnd() + line + lineEnd()
                : text.substring(0, end + 1) + line + lineEnd() + text.substring(end + 1);
    }

    private String lineEnd() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** Returns the index of the event that begins the value of the key {@code collaborators}, aliases followed. */
    private Optional<Integer> value() {
        int depth = 0;
        boolean key = true;
        boolean found = false;
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (event instanceof NodeEvent node && !(event instanceof AliasEvent) && node.getAnchor() != null) {
                anchors.put(node.getAnchor(), i);
            }
            boolean inTop = depth == 1 && (event instanceof NodeEvent || event instanceof CollectionEndEvent);
            if (inTop && found && event instanceof NodeEvent node) {
                return event instanceof AliasEvent
                        ? Optional.ofNullable(anchors.get(node.getAnchor()))
                        : Optional.of(i);
            }
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (inTop) {
                found = key
                        && event instanceof ScalarEvent scalar
                        && scalar.getValue().equals("collaborators");
                key = !key;
            }
        }
        return Optional.empty();
    }

    private List<Event> childrenOf(int list) {
        List<Event> children = new ArrayList<>();
        Iterator<Event> rest = events.listIterator(list + 1);
        for (int depth = 1; depth > 0; ) {
            Event event = rest.next();
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth == 1 && event instanceof NodeEvent) {
                children.add(event);
            }
        }
        return children;
    }

    /** snakeyaml counts code points, Java counts UTF-16 units. */
    private int index(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }
}
