package io.github.openflgramine.product;

/** Something that is good enough for a trial and for nothing else: what, and how to mend it, in whole sentences. */
public record InsecureSetting(String problem, String remedy) {

    /** As an error's message has it. */
    @Override
    public String toString() {
        return problem + " " + remedy;
    }
}
