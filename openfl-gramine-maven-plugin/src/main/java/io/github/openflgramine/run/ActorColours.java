package io.github.openflgramine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The prefix of a log line that names the actor: padded, with one colour per actor (ECMA-48 SGR). */
final class ActorColours {

    private static final List<Integer> COLOURS = List.of(36, 33, 32, 35, 34, 31);

    private final boolean coloured;
    private final Map<String, Integer> colours = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    public ActorColours(boolean coloured) {
        this.coloured = coloured;
    }

    /** Returns whether to use colours: on a terminal, unless NO_COLOR or Maven's {@code -Dstyle.color=never} is set. */
    public static boolean wanted() {
        return isTerminal() && System.getenv("NO_COLOR") == null && !"never".equals(System.getProperty("style.color"));
    }

    // System.console() covers input and output together, and is never null since JDK 22.
    private static boolean isTerminal() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).startsWith("/dev/pts");
        } catch (IOException e) {
            return false;
        }
    }

    public String prefix(String actor, int width) {
        String padded = actor + " ".repeat(Math.max(0, width - actor.length())) + " | ";
        if (!coloured) {
            return padded;
        }
        int colour = colours.computeIfAbsent(actor, any -> COLOURS.get(next.getAndIncrement() % COLOURS.size()));
        return "\033[" + colour + "m" + padded + "\033[0m";
    }
}
