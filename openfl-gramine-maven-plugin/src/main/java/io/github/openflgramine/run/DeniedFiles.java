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

/** Collects the files to which Gramine or its stand-in denied access, from the output of actors. */
public final class DeniedFiles {

    /** Gramine's warning. It contains only the file's name, or its whole path at log level trace. */
    private static final Pattern GRAMINE =
            Pattern.compile("Disallowing access to file '(.+)'; file is not trusted or allowed");

    /** Python's error for such a file. */
    private static final Pattern PYTHON = Pattern.compile("PermissionError: \\[Errno 13\\] .*?: '(.+)'");

    /** Heading and rows of the stand-in's table in strict mode. */
    private static final Pattern STAND_IN =
            Pattern.compile("strict mode: error: \\d+ files are neither trusted nor allowed");

    private static final Pattern STAND_IN_ROW =
            Pattern.compile("\\s+(?:\\d+\\s+(read|write|execute)\\s+(/.*)|times\\s.*)");

    private final Map<String, Boolean> inTable = new ConcurrentHashMap<>();
    private final Map<Denial, SortedSet<String>> actors = new TreeMap<>();

    /**
     * A denied access.
     *
     * @param path absolute, or only a name if no more is known
     * @param access read, write or execute
     */
    record Denial(String path, String access) implements Comparable<Denial> {

        /** Returns the rule that would list the file; empty if the program wants to write it. */
        Optional<String> rule() {
            if (access.equals("write")) {
                return Optional.empty();
            }
            // Replaces characters that have a meaning in a glob.
            String glob = path.replaceAll("[*?\\[\\]{},]|\\$(?=\\{)", "?");
            return Optional.of("include " + (glob.startsWith("/") ? glob : "/**/" + glob));
        }

        @Override
        public int compareTo(Denial other) {
            int byPath = path.compareTo(other.path);
            return byPath != 0 ? byPath : access.compareTo(other.access);
        }
    }

    /** Reads a line of output. Each actor's lines are passed in order, by one thread per actor. */
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

    /** Logs a heading and one line per file: actors, access, and the rule that would list the file. */
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
