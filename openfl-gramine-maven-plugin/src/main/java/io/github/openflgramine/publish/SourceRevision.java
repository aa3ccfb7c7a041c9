package io.github.openflgramine.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which sources a workspace is built from, as git knows it.
 *
 * @param uri where they come from, as SPDX writes it ({@code git+https://…}), without the user's name and password
 * @param commit the object name of HEAD
 * @param modified whether files that git knows are other than in that commit
 */
public record SourceRevision(Optional<String> uri, String commit, boolean modified) {

    private static final Pattern URL = Pattern.compile("([a-z]+)://(?:[^/@]*@)?(.*)");
    private static final Pattern SCP = Pattern.compile("(?:[^/@:]*@)?([^/:]+):(.*)");

    /** Of the directory; empty where it is in no repository with a commit, or where there is no git. */
    public static Optional<SourceRevision> of(Path directory) {
        return git(directory, "rev-parse", "--verify", "HEAD")
                .map(commit -> new SourceRevision(
                        git(directory, "remote", "get-url", "origin").flatMap(SourceRevision::uri),
                        commit,
                        git(directory, "status", "--porcelain", "--untracked-files=no", "--", ".")
                                .filter(changes -> !changes.isEmpty())
                                .isPresent()));
    }

    /** A remote's address; a path on this machine is nobody else's business. */
    static Optional<String> uri(String remote) {
        Matcher url = URL.matcher(remote);
        if (url.matches()) {
            return url.group(1).equals("file")
                    ? Optional.empty()
                    : Optional.of("git+" + url.group(1) + "://" + url.group(2));
        }
        Matcher scp = SCP.matcher(remote);
        return scp.matches()
                ? Optional.of("git+ssh://" + scp.group(1) + "/" + scp.group(2).replaceFirst("^/", ""))
                : Optional.empty();
    }

    /** What git answers, if it does. */
    private static Optional<String> git(Path directory, String... words) {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while git was asked", e));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
