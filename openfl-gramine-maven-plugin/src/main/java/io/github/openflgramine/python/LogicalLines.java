package io.github.openflgramine.python;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a requirements file as pip takes them: joined behind a backslash, without comments, not empty. */
final class LogicalLines {

    private static final String COMMENT_START = PythonText.BLANK + "*#";
    private static final Pattern COMMENT = Pattern.compile("(?:^|" + PythonText.BLANK + "+)#.*$", Pattern.DOTALL);
    private static final Pattern IS_COMMENT = Pattern.compile(COMMENT_START + ".*", Pattern.DOTALL);
    private static final Pattern BACKSLASHES = Pattern.compile("^\\\\+|\\\\+$");

    private LogicalLines() {}

    /**
     * A line.
     *
     * @param number the number of its first line in the file, from 1
     */
    record Line(int number, String text) {}

    static List<Line> of(String content) {
        List<Line> joined = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int first = 0;
        int number = 0;
        for (String line : PythonText.lines(content)) {
            number++;
            boolean isComment = IS_COMMENT.matcher(line).matches();
            boolean goesOn = line.endsWith("\\") && !isComment;
            if (first == 0) {
                first = number;
            }
            // A comment ends a continued line; the blank keeps it a comment there.
            open.append(goesOn ? BACKSLASHES.matcher(line).replaceAll("") : isComment ? " " + line : line);
            if (!goesOn) {
                add(joined, first, open);
                first = 0;
            }
        }
        if (first != 0) {
            add(joined, first, open);
        }
        return joined;
    }

    private static void add(List<Line> joined, int number, StringBuilder open) {
        String text = PythonText.strip(COMMENT.matcher(open).replaceAll(""));
        if (!text.isEmpty()) {
            joined.add(new Line(number, text));
        }
        open.setLength(0);
    }
}
