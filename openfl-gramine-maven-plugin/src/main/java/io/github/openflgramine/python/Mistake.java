package io.github.openflgramine.python;

/** What is wrong with a line, as the end of a sentence that begins with the line's place. */
final class Mistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;

    Mistake(String problem) {
        super(problem);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
