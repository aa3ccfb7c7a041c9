package io.github.openflgramine;

import org.jspecify.annotations.Nullable;

/**
 * A mistake that the user can fix: what is wrong and where, and the next step. Both are whole sentences for the user
 * who reads the last lines of the build; no stack trace is needed to understand them. Invisible characters and the
 * credentials of addresses are masked ({@link MessageText}).
 */
public final class GraminizeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    /**
     * @param problem what is wrong, where, and what was expected
     * @param remedy the next step
     */
    public GraminizeException(String problem, String remedy) {
        this(problem, remedy, null);
    }

    /** @param cause the exception that revealed the problem, for {@code mvn -X} */
    public GraminizeException(String problem, String remedy, @Nullable Throwable cause) {
        super(MessageText.of(problem + " " + remedy), cause);
        this.problem = MessageText.of(problem);
        this.remedy = MessageText.of(remedy);
    }

    public String problem() {
        return problem;
    }

    public String remedy() {
        return remedy;
    }
}
