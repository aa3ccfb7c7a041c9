package io.github.openflgramine.deployment;

import io.github.openflgramine.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of an actor's objects: workspace and actor, if that is a name for Kubernetes which no other workspace and actor can
 * have. Otherwise a name that is close to theirs, with a part of their hash. So neither the actors of a federation nor two
 * federations in one namespace have an object in common.
 */
final class KubernetesName {

    /** A Service's name begins with a letter. A Job's has 63 characters at most, with what others add to it. */
    static final Pattern VALID = Pattern.compile("[a-z]([a-z0-9-]{0,50}[a-z0-9])?");

    /** With one word as the actor, the last hyphen ends the workspace. */
    private static final Pattern WORD = Pattern.compile("[a-z0-9]+");

    private static final int LONGEST_START = 43;
    private static final int HASH = 8;
    private static final Pattern LIKE_HASH = Pattern.compile("[0-9a-f]{" + HASH + "}");

    private KubernetesName() {}

    /** The objects that an actor has in addition to those with its own name. */
    enum Part {
        CHALLENGE,
        DATA,
        ENROL,
        FILES,
        IDENTITY,
        TLS;

        /** Returns the object's name. */
        String of(String actor) {
            return actor + ending();
        }

        String ending() {
            return "-" + word();
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static String of(String workspace, String actor) {
        String plain = workspace + "-" + actor;
        return isValid(plain) && isUnambiguous(actor)
                ? plain
                : close(plain.toLowerCase(Locale.ROOT)) + "-" + hash(workspace + "/" + actor);
    }

    private static boolean isUnambiguous(String actor) {
        return WORD.matcher(actor).matches()
                && !LIKE_HASH.matcher(actor).matches()
                && Arrays.stream(Part.values()).noneMatch(part -> part.word().equals(actor));
    }

    /** Returns a label's value for a workspace. It need not be unique. */
    static String ofWorkspace(String workspace) {
        String plain = workspace.toLowerCase(Locale.ROOT);
        return isValid(plain) ? plain : close(plain);
    }

    static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }

    private static String close(String text) {
        String close = text.replaceAll("[^a-z0-9-]", "-").replaceAll("^[^a-z]+", "");
        String start = close.isEmpty() ? "federation" : close.substring(0, Math.min(LONGEST_START, close.length()));
        return start.replaceAll("-+$", "");
    }

    private static String hash(String text) {
        return Sha256.digest(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, HASH);
    }
}
