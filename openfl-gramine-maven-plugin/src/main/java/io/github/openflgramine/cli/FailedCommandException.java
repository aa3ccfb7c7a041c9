package io.github.openflgramine.cli;

import io.github.openflgramine.GraminizeException;

/** A command failed for a known kind of reason, in the words of its cause. */
final class FailedCommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitStatus status;
    private final GraminizeException words;

    FailedCommandException(ExitStatus status, GraminizeException words) {
        super(words.getMessage(), words);
        this.status = status;
        this.words = words;
    }

    ExitStatus status() {
        return status;
    }

    GraminizeException words() {
        return words;
    }
}
