package io.github.openflgramine.prepare;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What every first image's build ends with, whatever its Dockerfile does before: the image is finished and taken stock of, then
 * its files are listed. Both write as root; a user that the Dockerfile ends with has the last word again.
 */
final class LastSteps {

    /** The trusted list is made with what it finds. Graminize tells what an image lacks. */
    private static final String FINISH = """
            RUN [ ! -e /opt/openfl-gramine/interpreter ] || \\
                "$(cat /opt/openfl-gramine/interpreter)" -I -B /opt/openfl-gramine/finish
            """;

    /** The last step that changes a file: no list can be older. A step that cannot write one does not end the build. */
    private static final String LIST = """
            RUN "$(cat /opt/openfl-gramine/interpreter)" -I -S -B /opt/openfl-gramine/filelist.py || \\
                rm -f /opt/openfl-gramine/files.mtree || true
            """;

    private static final Pattern STAGE_OR_USER = Pattern.compile("(?im)^[ \\t]*(FROM|USER)[ \\t]+(.*?)[ \\t]*$");

    private LastSteps() {}

    static String behind(String dockerfile) {
        String text = dockerfile.endsWith("\n") ? dockerfile : dockerfile + "\n";
        List<MatchResult> found = STAGE_OR_USER.matcher(text).results().toList();
        if (found.isEmpty() || !found.get(found.size() - 1).group(1).equalsIgnoreCase("USER")) {
            return text + FINISH + LIST;
        }
        return text + "USER root\n" + FINISH + LIST + "USER "
                + found.get(found.size() - 1).group(2) + "\n";
    }
}
