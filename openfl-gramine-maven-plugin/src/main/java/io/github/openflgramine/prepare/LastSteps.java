package io.github.openflgramine.prepare;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The last steps of every first image's build, after any Dockerfile: they record what is in the image, then list its
 * files. Both run as root; afterwards the Dockerfile's last user is restored.
 */
final class LastSteps {

    /** Records what the trusted list is created from. Graminize reports what an image lacks. */
    private static final String FINISH = """
            RUN [ ! -e /opt/openfl-gramine/interpreter ] || \\
                "$(cat /opt/openfl-gramine/interpreter)" -I -B /opt/openfl-gramine/finish[=arguments]
            """;

    /**
     * Lists the image's files. It is the last step that changes a file, so the list is up to date. If it cannot write
     * the list, the build continues.
     */
    private static final String LIST = """
            RUN "$(cat /opt/openfl-gramine/interpreter)" -I -S -B /opt/openfl-gramine/filelist.py || \\
                rm -f /opt/openfl-gramine/files.mtree || true
            """;

    private static final Pattern STAGE_OR_USER = Pattern.compile("(?im)^[ \\t]*(FROM|USER)[ \\t]+(.*?)[ \\t]*$");

    private LastSteps() {}

    /**
     * Returns a Dockerfile with these steps.
     *
     * @param libraries what happens to libraries that nothing uses
     */
    static String behind(String dockerfile, LibraryChanges libraries) {
        String text = dockerfile.endsWith("\n") ? dockerfile : dockerfile + "\n";
        String finish = FINISH.replace("[=arguments]", libraries.arguments());
        List<MatchResult> found = STAGE_OR_USER.matcher(text).results().toList();
        if (found.isEmpty() || !found.get(found.size() - 1).group(1).equalsIgnoreCase("USER")) {
            return text + finish + LIST;
        }
        return text + "USER root\n" + finish + LIST + "USER "
                + found.get(found.size() - 1).group(2) + "\n";
    }
}
