package io.github.openflgramine.deployment;

import io.github.openflgramine.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of an actor's objects: workspace and actor in lower case, if that is a name for Kubernetes. Otherwise a name that is
 * close to theirs, with a part of their hash, so that no two actors of a federation have the same.
 */
final class KubernetesName {

    /** A Service's name begins with a letter. A Job's has 63 characters at most, with what others add to it. */
    static final Pattern VALID = Pattern.compile("[a-z]([a-z0-9-]{0,50}[a-z0-9])?");

    private static final int LONGEST_START = 43;
    private static final int HASH = 8;

    private KubernetesName() {}

    static String of(String workspace, String actor) {
        String plain = (workspace + "-" + actor).toLowerCase(Locale.ROOT);
        return isValid(plain) ? plain : close(plain) + "-" + hash(workspace + "/" + actor);
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
