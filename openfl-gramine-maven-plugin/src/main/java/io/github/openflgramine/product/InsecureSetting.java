package io.github.openflgramine.product;

/** A setting that would fail a production build: the problem and how to fix it, in full sentences. */
public record InsecureSetting(String problem, String remedy) {

    /** Returns the text in the form of an error message. */
    @Override
    public String toString() {
        return problem + " " + remedy;
    }
}
