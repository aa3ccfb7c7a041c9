package io.github.openflgramine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that Gramine, or its stand-in, has denied to actors, gathered from what these say while they run. */
public final class DeniedFiles {

    /** Gramine's warning; of the path it gives the last name alone, unless its log level is trace. */
    private static final Pattern GRAMINE =
            Pattern.compile("Disallowing access to file '(.+)'; file is not trusted or allowed");

    /** What the program got, as Python tells it. */
    private static final Pattern PYTHON = Pattern.compile("PermissionError: \\[Errno 13\\] .*?: '(.+)'");

    /** The head and the rows of the stand-in's table in strict mode. */
    private static final Pattern STAND_IN =
            Pattern.compile("strict mode: error: \\d+ files are neither trusted nor allowed");

    private static final Pattern STAND_IN_ROW =
            Pattern.compile("\\s+(?:\\d+\\s+(read|write|execute)\\s+(/.*)|times\\s.*)");

    private final Map<String, Boolean> inTable = new ConcurrentHashMap<>();
    private final Map<Denial, SortedSet<String>> actors = new TreeMap<>();

    /**
     * One file.
     *
     * @param path absolute, or a name alone where no more is known
     * @param access what was attempted: read, write or execute
     */
    record Denial(String path, String access) implements Comparable<Denial> {

        /** The rule that lists it; none for what a program wants to write. */
        Optional<String> rule() {
            if (access.equals("write")) {
                return Optional.empty();
            }
            // What a glob would take for a sign of its own.
            String glob = path.replaceAll("[*?\\[\\]{},]|\\$(?=\\{)", "?");
            return Optional.of("include " + (glob.startsWith("/") ? glob : "/**/" + glob));
        }

        @Override
        public int compareTo(Denial other) {
            int byPath = path.compareTo(other.path);
            return byPath != 0 ? byPath : access.compareTo(other.access);
        }
    }

    /** Takes note of a line. Each actor's lines come in their order, from a thread of its own. */
    public void heard(String actor, String line) {
        Matcher row = STAND_IN_ROW.matcher(line);
        boolean isRow = inTable.getOrDefault(actor, false) && row.matches();
        if (isRow && row.group(1) != null) {
            note(row.group(2), row.group(1), actor);
        }
        inTable.put(actor, isRow || STAND_IN.matcher(line).find());
        for (Pattern pattern : List.of(GRAMINE, PYTHON)) {
            Matcher denied = pattern.matcher(line);
            if (denied.find()) {
                note(denied.group(1), "read", actor);
            }
        }
    }

    private synchronized void note(String path, String access, String actor) {
        actors.computeIfAbsent(new Denial(path, access), denial -> new TreeSet<>())
                .add(actor);
    }

    /** A heading, and a line for each file: by whom it was wanted, what for, and the rule that would list it. */
    public synchronized void tell(ActorLog log) {
        if (actors.isEmpty()) {
            return;
        }
        int width = actors.values().stream()
                .mapToInt(names -> String.join(", ", names).length())
                .reduce("actor".length(), Math::max);
        List<String> lines = new ArrayList<>();
        lines.add(row(width, "actor", "access", "add to gramine/trusted.txt"));
        actors.forEach((denial, names) -> lines.add(row(
                width,
                String.join(", ", names),
                denial.access(),
                denial.rule().orElse("no rule: write to save/, logs/ or /tmp, not to " + denial.path()))));
        log.denied(lines);
    }

    private static String row(int width, String actor, String access, String rule) {
        return actor + " ".repeat(width - actor.length()) + "  %-7s  %s".formatted(access, rule);
    }
}
