package io.github.openflgramine.product;

/**
 * A setting that would fail a production build.
 *
 * @param problem what is wrong and where, in a full sentence
 * @param remedy how to fix it, in a full sentence
 */
public record InsecureSetting(ProductionRule rule, String problem, String remedy) {

    /** Returns the text in the form of an error message. */
    @Override
    public String toString() {
        return problem + " " + remedy;
    }
}
