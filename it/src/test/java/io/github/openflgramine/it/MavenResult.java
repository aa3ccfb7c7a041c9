package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** How a Maven build ended. */
record MavenResult(int exitCode, List<String> output, long milliseconds) {

    void assertSuccess() {
        assertThat(exitCode).as(tail()).isZero();
    }

    /** The build failed for this reason, given in one line and without a stack trace. */
    void assertFailure(String... partsOfTheReason) {
        assertThat(exitCode).as(tail()).isNotZero();
        assertThat(output)
                .as("the line that says why")
                .anySatisfy(line -> assertThat(line).startsWith("[ERROR]").contains(partsOfTheReason));
        assertThat(output).noneMatch(line -> line.startsWith("\tat ") || line.contains("Caused by:"));
    }

    String text() {
        return String.join("\n", output);
    }

    private String tail() {
        return String.join("\n", output.subList(Math.max(0, output.size() - 30), output.size()));
    }
}
