package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fenced blocks of a chapter of docs/manual.md, or of another page, in their order. The word after {@code sh} is the machine; a line
 * {@code # send FILE to MACHINE…} is what its user does.
 */
record ManualChapter(List<Step> steps) {

    private static final Path MANUAL = Path.of("../docs/manual.md");
    private static final Pattern BLOCK = Pattern.compile("```sh (\\w+)\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern SENT = Pattern.compile("(?m)^# send (\\S+) to (.+)$");

    /**
     * A block.
     *
     * @param commands its lines for the shell
     * @param sent what is sent afterwards
     */
    record Step(String machine, String commands, List<Sent> sent) {}

    record Sent(String file, List<String> machines) {}

    /** Returns a chapter by its title, with the names of this test in the place of the manual's. */
    static ManualChapter read(String title, String fqdn) throws IOException {
        return read(MANUAL, title, fqdn);
    }

    /** Returns a chapter of another page. */
    static ManualChapter read(Path page, String title, String fqdn) throws IOException {
        String manual = Files.readString(page);
        int start = manual.indexOf("\n### " + title + "\n");
        String chapter = manual.substring(start, end(manual, start)).replace("FQDN", fqdn);
        List<Step> steps = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(chapter); block.find(); ) {
            List<Sent> sent = new ArrayList<>();
            for (Matcher line = SENT.matcher(block.group(2)); line.find(); ) {
                sent.add(new Sent(line.group(1), List.of(line.group(2).split(" "))));
            }
            steps.add(new Step(block.group(1), block.group(2), sent));
        }
        return new ManualChapter(List.copyOf(steps));
    }

    private static int end(String page, int start) {
        Matcher next = Pattern.compile("\n##+ ").matcher(page);
        return next.find(start + 1) ? next.start() : page.length();
    }

    /** Returns the command of the chapter "Running" that starts this role. */
    static String start(String role) throws IOException {
        Matcher command = Pattern.compile("\n    (mvn openfl-gramine:" + role + "-start .*)\n")
                .matcher(Files.readString(MANUAL));
        if (!command.find()) {
            throw new AssertionError("docs/manual.md does not start a " + role);
        }
        return command.group(1);
    }
}
