package io.github.openflgramine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What links a page in Markdown has, and which names its headings have on GitHub.
 *
 * @param links the targets of links and pictures that are not in code, without addresses of the web
 * @param anchors the names of the headings
 */
record MarkdownPage(List<String> links, List<String> anchors) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)|(?:src|href|srcset)=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern WEB = Pattern.compile("(?:https?|mailto):.*");

    MarkdownPage {
        links = List.copyOf(links);
        anchors = List.copyOf(anchors);
    }

    static MarkdownPage read(Path file) throws IOException {
        String text = FENCE.matcher(Files.readString(file)).replaceAll("");
        List<String> links = new ArrayList<>();
        LINK.matcher(CODE.matcher(text).replaceAll("")).results().forEach(found -> {
            String target = found.group(1) == null ? found.group(2) : found.group(1);
            if (!WEB.matcher(target).matches()) {
                links.add(target);
            }
        });
        return new MarkdownPage(links, anchors(text));
    }

    /** Names are lower case, with - for spaces and without punctuation; the second of a name gets -1. */
    private static List<String> anchors(String text) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> anchors = new ArrayList<>();
        HEADING.matcher(text).results().forEach(heading -> {
            String name = heading.group(1)
                    .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-');
            int before = seen.merge(name, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? name : name + "-" + before);
        });
        return anchors;
    }
}
