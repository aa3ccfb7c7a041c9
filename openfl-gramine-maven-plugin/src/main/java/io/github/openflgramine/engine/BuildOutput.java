package io.github.openflgramine.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What fabric8 logs while an engine builds or saves an image: one line for each step of the Dockerfile, and what the steps
 * print themselves. Everything else (ids of intermediate images, empty lines) is left out. Keeps the message with which the
 * plugin's own steps fail.
 *
 * <p>The lines are those of Docker's classic builder. Lines that are not known are shown, so those of another engine are, too.
 */
public final class BuildOutput {

    private static final String PREFIX = "DOCKER> ";
    /** fabric8 removes the escape character from what an engine colours, such as the error output of a step. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m|\\[[0-9;]+m");

    private static final Pattern STEP = Pattern.compile("(?i)step (\\d+/\\d+) ?: (.*)", Pattern.DOTALL);
    private static final Pattern IDS = Pattern.compile(
            "-*> (?:[0-9a-f]{12,}|Running in [0-9a-f]+)|Removing intermediate container [0-9a-f]+|Successfully (?:built|tagged) .*");
    private static final Pattern FABRIC8 = Pattern.compile("\\[[^]]+] \"[^\"]+\": Created docker-build\\.tar in .*");
    private static final Pattern SAVING = Pattern.compile("Saving image (\\S+) to (.+)", Pattern.DOTALL);
    private static final Pattern SAVED = Pattern.compile("\\S+: Saved image to .+ in (.+?) *", Pattern.DOTALL);
    private static final String CACHED = "Using cache";
    private static final String ERROR = "openfl-gramine: ERROR ";
    private static final int LONGEST_STEP = 120;

    private final boolean everything;
    private @Nullable String step;
    private @Nullable String error;

    /**
     * An output without a line so far.
     *
     * @param everything whether every line is shown as it is
     */
    public BuildOutput(boolean everything) {
        this.everything = everything;
    }

    /** Returns the lines to show when the engine's output has this one more line. */
    public List<String> shown(String line) {
        String plain = COLOUR.matcher(line).replaceAll("");
        String text = plain.startsWith(PREFIX) ? plain.substring(PREFIX.length()) : plain;
        String message = text.strip();
        if (message.startsWith(ERROR)) {
            error = message.substring(ERROR.length());
        }
        return everything ? List.of(line) : chosen(plain.stripTrailing(), message);
    }

    private List<String> chosen(String line, String message) {
        Matcher begun = STEP.matcher(message);
        if (begun.matches()) {
            List<String> before = end();
            step = PREFIX + "Step " + begun.group(1) + ": "
                    + shortened(begun.group(2).replaceAll("\\s+", " "));
            return before;
        }
        if (message.isEmpty() || FABRIC8.matcher(message).matches()) {
            return List.of();
        }
        if (message.endsWith(CACHED)) {
            step = step == null ? null : step + " (cached)";
            return List.of();
        }
        List<String> shown = new ArrayList<>(end());
        if (!IDS.matcher(message).matches()) {
            shown.add(worded(line, message));
        }
        return shown;
    }

    /** The engine and fabric8 do not say what a long silence is about. */
    private static String worded(String line, String message) {
        Matcher saving = SAVING.matcher(message);
        if (saving.matches()) {
            return PREFIX + "Saving " + saving.group(1)
                    + ": the engine exports the image, and fabric8 compresses it on one processor. No output until it is done.";
        }
        Matcher saved = SAVED.matcher(message);
        return saved.matches() ? PREFIX + "Saved in " + saved.group(1) : line;
    }

    private static String shortened(String instruction) {
        return instruction.length() <= LONGEST_STEP ? instruction : instruction.substring(0, LONGEST_STEP - 1) + "…";
    }

    /** Returns the lines to show at the end, or before a line that is not of the engine. */
    public List<String> end() {
        List<String> waiting = step == null ? List.of() : List.of(step);
        step = null;
        return waiting;
    }

    /** Returns the message with which one of the plugin's own steps has failed. */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }
}
