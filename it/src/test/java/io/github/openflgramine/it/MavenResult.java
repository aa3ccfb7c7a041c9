package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The result of a Maven build. */
record MavenResult(int exitCode, List<String> output) {

    private static final String REASON = "[ERROR] Failed to execute goal ";

    void assertSuccess() {
        assertThat(exitCode).as(tail()).isZero();
    }

    /** Asserts that the build failed in this goal with this reason, in one line and without a stack trace. */
    void assertFailure(String goal, String... partsOfTheReason) {
        assertThat(exitCode).as(tail()).isNotZero();
        List<String> reasons =
                output.stream().filter(line -> line.startsWith(REASON)).toList();
        assertThat(reasons).as(tail()).hasSize(1);
        assertThat(reasons.get(0)).contains(":" + goal + " (").contains(partsOfTheReason);
        assertThat(reasons.get(0)).doesNotContain("Exception");
        assertThat(output).noneMatch(line -> line.startsWith("\tat ") || line.contains("Caused by:"));
    }

    /** Returns the request's SHA-384 as the goal that created the request printed it. */
    String shownHash() {
        return shown("SHA-384 of the request (");
    }

    /** Returns the SHA-384 of the certificate chain as the authority's goal printed it. */
    String shownChainHash() {
        return shown("SHA-384 of the certificate chain (");
    }

    private String shown(String label) {
        return output.stream()
                .filter(line -> line.contains(label))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    String text() {
        return String.join("\n", output);
    }

    private String tail() {
        return String.join("\n", output.subList(Math.max(0, output.size() - 30), output.size()));
    }
}
