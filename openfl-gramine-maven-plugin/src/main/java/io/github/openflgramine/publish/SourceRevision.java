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
 * The git revision of a workspace's sources.
 *
 * @param uri the repository in SPDX's notation ({@code git+https://…}), without user name and password
 * @param commit the object name of HEAD
 * @param modified whether tracked files differ from that commit
 */
public record SourceRevision(Optional<String> uri, String commit, boolean modified) {

    private static final Pattern URL = Pattern.compile("([a-z]+)://(?:[^/]*@)?(.*)");
    private static final Pattern SCP = Pattern.compile("(?:[^/@:]*@)?([^/:]+):(.*)");

    /**
     * Reads the revision of a directory. Returns empty if it is not in a repository with a commit, or git is not
     * installed.
     */
    public static Optional<SourceRevision> of(Path directory) {
        return git(directory, "rev-parse", "--verify", "HEAD")
                .map(commit -> new SourceRevision(
                        git(directory, "remote", "get-url", "origin").flatMap(SourceRevision::uri),
                        commit,
                        git(directory, "status", "--porcelain", "--untracked-files=no", "--", ".")
                                .filter(changes -> !changes.isEmpty())
                                .isPresent()));
    }

    /** Returns a remote's address; empty for a path on this machine, which is private. */
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

    /** Returns git's output; empty if git fails. */
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
