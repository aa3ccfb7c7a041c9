package io.github.openflgramine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final Pattern STAND_IN = Pattern.compile(
            "strict mode: (?:error: \\d+ files are neither trusted nor allowed|\\d+ sources are not listed)");

    private static final Pattern STAND_IN_ROW =
            Pattern.compile("\\s+(?:\\d+\\s+(read|write|execute)\\s+(/.*)|times\\s.*)");

    private final Map<String, Boolean> inTable = new ConcurrentHashMap<>();
    private final Map<Denial, SortedSet<String>> actors = new TreeMap<>();
    private Set<String> compiledSources = Set.of();

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

    /** Sets the sources whose compiled form is listed: Python runs that, and only shows lines of the source. */
    public synchronized void listed(Set<String> sources) {
        compiledSources = Set.copyOf(sources);
    }

    /** Logs a heading and one line per file: actors, access, and the rule that would list the file. Sources are apart. */
    public synchronized void tell(ActorLog log) {
        Map<Denial, SortedSet<String>> sources = new TreeMap<>(actors);
        sources.keySet().removeIf(denial -> !isOnlyShown(denial));
        Map<Denial, SortedSet<String>> others = new TreeMap<>(actors);
        others.keySet().removeIf(this::isOnlyShown);
        if (!others.isEmpty()) {
            log.denied(table(others));
        }
        if (!sources.isEmpty()) {
            log.deniedSources(table(sources));
        }
    }

    private boolean isOnlyShown(Denial denial) {
        String path = denial.path();
        return denial.access().equals("read")
                && path.endsWith(".py")
                && (path.startsWith("/")
                        ? compiledSources.contains(path)
                        : compiledSources.stream().anyMatch(source -> source.endsWith("/" + path)));
    }

    private static List<String> table(Map<Denial, SortedSet<String>> actors) {
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
        return lines;
    }

    private static String row(int width, String actor, String access, String rule) {
        return actor + " ".repeat(width - actor.length()) + "  %-7s  %s".formatted(access, rule);
    }
}
